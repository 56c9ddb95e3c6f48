"""Plans in words: why an activity does not go on in full, and what is wrong with a plan file."""

from collections.abc import Callable
from decimal import Decimal

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from raitti.planning.faults import Fault
from raitti.planning.outcome import ActivityOutcome, Outcome

MOST_NAMES = 2


def month_in_words(month: int) -> str:
    """ "marraskuu 2020"."""
    year, of_year = divmod(month, 12)
    return _("%(month)s %(year)d") % {"month": MONTHS[of_year + 1], "year": year}


def within_month_in_words(month: int) -> str:
    """ "in November 2020", as it stands in a sentence: "marraskuussa 2020"."""
    year, of_year = divmod(month, 12)
    return _("in %(month)s %(year)d") % {"month": MONTHS[of_year + 1], "year": year}


def euros_in_words(euros: Decimal) -> str:
    """ "1 200 €", with cents where there are any."""
    places = 0 if euros == euros.to_integral_value() else 2
    return f"{formats.number_format(euros, decimal_pos=places, force_grouping=True)} €"


def fte_in_words(fte: Decimal) -> str:
    """ "0,5": full-time equivalents."""
    return formats.number_format(fte.normalize() if fte else Decimal(0), use_l10n=True)


def period_in_words(first: int, last: int) -> str:
    """ "1–11/2020", or "9/2019–2/2020": months of one year share it."""
    begins, ends = divmod(first, 12), divmod(last, 12)
    if first == last:
        return f"{ends[1] + 1}/{ends[0]}"
    if begins[0] == ends[0]:
        return f"{begins[1] + 1}–{ends[1] + 1}/{ends[0]}"
    return f"{begins[1] + 1}/{begins[0]}–{ends[1] + 1}/{ends[0]}"


def reason_in_words(outcome: Outcome, activity: ActivityOutcome, called: Callable[[str], str] = str) -> str:
    """Why an activity is narrowed, stopped or not begun; nothing where it goes on in full.

    `called` gives what an activity is called in the reader's language.
    """
    reason = activity.reason
    if not reason.binding:
        return ""
    values = {
        "when": "" if reason.month is None else within_month_in_words(reason.month),
        "euros": euros_in_words(reason.euros),
        "fte": fte_in_words(reason.fte),
        "names": ", ".join(called(name) for name in reason.names[:MOST_NAMES]),
    }
    if reason.binding == "staff" and not reason.names and _nobody_works(outcome, reason.month):
        return _("Nobody is at work any more %(when)s, as the last leaves are taken.") % values
    sentence = {
        "time": _("There is not enough time for it before the project ends %(when)s."),
        "needs": _("It needs something that does not run: %(names)s."),
        "money": _("There is too little money: %(euros)s are missing, the first of them %(when)s."),
        "staff": _("There is too little working time: %(fte)s person-months are missing %(when)s."),
        "money_and_staff": _(
            "Neither money nor working time suffices: %(euros)s and %(fte)s person-months a month are missing, the"
            " first of them %(when)s."
        ),
        "worth": _("It was given no worth, so it costs more than it brings."),
        "order": _("Another order of the activities brings more."),
    }[reason.binding] % values
    if reason.names and reason.binding in {"money", "staff", "money_and_staff"}:
        sentence += " " + _("What counts for more goes first: %(names)s.") % values
    return sentence


def _nobody_works(outcome: Outcome, month: int | None) -> bool:
    return any(row.month == month and not row.fte_at_work for row in outcome.months)


def fault_in_words(fault: Fault) -> str:
    """What is wrong with a plan file, by table and field."""
    values = {"given": fault.given, "allowed": fault.allowed}
    sentence = {
        "not_toml": _("this is not a plan file (TOML): %(given)s"),
        "too_large": _("the file is too large: at most %(allowed)s signs are read"),
        "unknown_field": _("there is no such field; there are %(allowed)s"),
        "missing": _("this field is needed"),
        "not_text": _("a text is needed here, not %(given)s"),
        "not_month": _("%(given)s is no month; write it as 2020-11"),
        "not_number": _("%(given)s is no number"),
        "not_whole": _("%(given)s is no whole number"),
        "not_flag": _("say true or false, not %(given)s"),
        "not_choice": _("%(given)s is none of these: %(allowed)s"),
        "not_list": _("a list is needed here, not %(given)s"),
        "not_table": _("tables are needed here, not %(given)s"),
        "negative": _("%(given)s is less than nothing"),
        "too_much": _("%(given)s is too much; at most %(allowed)s fits"),
        "too_precise": _("%(given)s has too many decimals; at most %(allowed)s fit"),
        "too_long": _("the text is too long; at most %(allowed)s signs fit"),
        "too_many": _("there are too many, %(given)s; at most %(allowed)s fit"),
        "twice": _("the name %(given)s is there twice"),
        "unknown_name": _("there is no activity called %(given)s"),
        "circular": _("this goes round in a circle: %(given)s"),
        "backwards": _("%(given)s comes before %(allowed)s"),
        "too_far": _("this is more months than can be planned, %(allowed)s at most"),
        "nothing": _("a programme needs at least one project"),
        "mixed": _("in a file with projects this belongs to each project"),
    }[fault.code] % values
    place = _("the file itself") if fault.table == "plan" else fault.table
    return _("%(place)s, %(field)s: %(reason)s.") % {"place": place, "field": fault.field, "reason": sentence}


def counted_decision(decision: str, count: int) -> str:
    """Of how many activities something becomes: "6 narrow"."""
    return {
        "continue": ngettext("%(count)d continues", "%(count)d continue", count),
        "narrow": ngettext("%(count)d narrows", "%(count)d narrow", count),
        "stop": ngettext("%(count)d is stopped", "%(count)d are stopped", count),
        "not_started": ngettext("%(count)d does not begin", "%(count)d do not begin", count),
    }[decision] % {"count": count}


def decision_in_words(decision: str) -> str:
    """What becomes of an activity, in a word."""
    return {
        "continue": pgettext("activity", "continues"),
        "narrow": pgettext("activity", "narrows"),
        "stop": pgettext("activity", "stops"),
        "not_started": pgettext("activity", "does not begin"),
    }[decision]
