"""Grants in words: what was got of what was applied for."""

from django.utils.translation import gettext_lazy as _

from raitti.programmes.models import LedgerEntry
from raitti.programmes.queries.money import months_covered
from raitti.programmes.wording import euros_in_words

# A grant is mostly of a year or less: its months are said in words, longer ones in digits.
_MONTHS_COVERED = {
    1: _("one month"),
    2: _("two months"),
    3: _("three months"),
    4: _("four months"),
    5: _("five months"),
    6: _("six months"),
    7: _("seven months"),
    8: _("eight months"),
    9: _("nine months"),
    10: _("ten months"),
    11: _("eleven months"),
    12: _("twelve months"),
}
_OF_MONTHS = {
    1: _("of one"),
    2: _("of two"),
    3: _("of three"),
    4: _("of four"),
    5: _("of five"),
    6: _("of six"),
    7: _("of seven"),
    8: _("of eight"),
    9: _("of nine"),
    10: _("of ten"),
    11: _("of eleven"),
    12: _("of twelve"),
}


def meaning_of_decision(decided: LedgerEntry, applied: LedgerEntry | None) -> str:
    """ "159 000 € of the 212 000 € applied for: nine months of twelve": what was got of what was applied for."""
    euros = euros_in_words(decided.amount)
    if applied is None:
        return f"{euros}: {_covered(decided)}." if months_covered(decided) else f"{euros}."
    amounts = str(_("%(got)s of the %(asked)s applied for") % {"got": euros, "asked": euros_in_words(applied.amount)})
    got, asked = months_covered(decided), months_covered(applied)
    if not got:
        return f"{amounts}."
    if not asked:
        return f"{amounts}: {_covered(decided)}."
    if got == asked:
        return str(_("%(amounts)s: all of the %(months)d months.") % {"amounts": amounts, "months": got})
    words = {"amounts": amounts, "covered": _covered(decided)}
    words["of"] = str(_OF_MONTHS[asked] if asked in _OF_MONTHS else _("of %d") % asked)
    return str(_("%(amounts)s: %(covered)s %(of)s.") % words)


def _covered(entry: LedgerEntry) -> str:
    months = months_covered(entry) or 0
    return str(_MONTHS_COVERED[months] if months in _MONTHS_COVERED else _("%d months") % months)
