"""What must hold of a grant's ledger after an entry: nothing used that was not given, nor outside its time."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raitti.programmes.actions import checks
from raitti.programmes.models import EntryKind, Grant, LedgerEntry
from raitti.programmes.queries.money import ZERO, Balance, Step, balance, end_of_use, in_force, latest, use_time
from raitti.programmes.wording import euros_in_words

# A year typed wrongly is further away than any entry of a grant.
_FAR_YEARS = 8


def check_ledger(grant: Grant, entry: LedgerEntry) -> None:
    """Refuse an entry, already among the grant's own, that its ledger cannot bear."""
    if abs(entry.on.year - grant.year) > _FAR_YEARS:
        checks.refuse("on", entry.on, _("This is far from the year of the grant. Check the day."), code="far")
    entries = in_force(grant)
    match entry.kind:
        case EntryKind.EXTENDED:
            _check_extension(grant, entries, entry)
        case EntryKind.INSTALMENT:
            _check_paid(entries, entry)
        case EntryKind.USED | EntryKind.RETURNED | EntryKind.CARRIED_OVER:
            _check_given(entries, entry)
    if entry.kind == EntryKind.USED:
        _check_time(entries, entry)
    _check_cover(balance(entries), entry)


def _check_given(entries: list[LedgerEntry], entry: LedgerEntry) -> None:
    given = latest(entries, EntryKind.DECIDED) or latest(entries, EntryKind.CARRIED_OVER)
    if given is None:
        reason = _("Nothing has been decided of this grant. Enter first what was decided or carried over.")
        checks.refuse("amount", entry.amount, reason, code="uncovered")


def _check_time(entries: list[LedgerEntry], entry: LedgerEntry) -> None:
    first, last = use_time(entries)
    if first is not None and entry.on < first:
        reason = _("The grant may be used from %s on.")
        checks.refuse("on", entry.on, reason % _day(first), code="early")
    if last is not None and entry.on > last:
        reason = _("The grant could be used until %s. Give the day when the money was used.")
        checks.refuse("on", entry.on, reason % _day(last), code="late")


def _check_cover(now: Balance, entry: LedgerEntry) -> None:
    """From the first decision on, no day ends with more used and returned than there was, and no more is carried on."""
    is_given, is_carried, low = False, False, ZERO
    for number, step in enumerate(now.steps):
        carries, decides = step.entry.kind == EntryKind.CARRIED_OVER, step.entry.kind == EntryKind.DECIDED
        if decides and is_carried:
            reason = _("A decision comes before its money is carried over. Check the days.")
            checks.refuse("on", entry.on, reason, code="order")
        if is_given and carries and step.amount > 0:
            _refuse_carrying(step, entry)
        is_given, is_carried = is_given or carries or decides, is_carried or carries
        ends_day = number + 1 == len(now.steps) or now.steps[number + 1].entry.on > step.entry.on
        if is_given and ends_day:
            low = min(low, step.left)
    if low >= 0:
        return
    if entry.kind in (EntryKind.USED, EntryKind.RETURNED):
        reason = _("Only %s are left for this. Enter first what was decided or carried over.")
        checks.refuse("amount", entry.amount, reason % _euros(max(ZERO, entry.amount + low)), code="uncovered")
    reason = _("More has been used and returned than this would give: %s. Correct those entries first.")
    checks.refuse("amount", entry.amount, reason % _euros(entry.amount - low), code="uncovered")


def _refuse_carrying(step: Step, entry: LedgerEntry) -> None:
    if step.entry == entry:
        reason = _("Only %s are left to carry over on that day.")
        checks.refuse("amount", entry.amount, reason % _euros(step.entry.amount - step.amount), code="uncovered")
    reason = _("Then less would be left than was carried over on %s. Correct the carrying over first.")
    checks.refuse("amount", entry.amount, reason % _day(step.entry.on), code="uncovered")


def _check_extension(grant: Grant, entries: list[LedgerEntry], entry: LedgerEntry) -> None:
    if entry.usable_until is None:
        checks.refuse("usable_until", "", _("Give the day until which the money may be used."), code="missing")
    before = use_time([each for each in entries if each != entry])[1]
    if before is None:
        checks.refuse(
            "usable_until", entry.usable_until, _("Nothing has been decided of this grant."), code="uncovered"
        )
    if entry.usable_until <= before:
        reason = _("The money may be used until %s already: an extension is longer.")
        checks.refuse("usable_until", entry.usable_until, reason % _day(before), code="order")
    most = end_of_use(grant, extended=True)
    if grant.rules is not None and entry.usable_until > most:
        reason = _("By the funder’s rules the time of use can be put off until %s at most.")
        checks.refuse("usable_until", entry.usable_until, reason % _day(most), code="far")


def _check_paid(entries: list[LedgerEntry], entry: LedgerEntry) -> None:
    decided = latest(entries, EntryKind.DECIDED)
    paid = sum((each.amount for each in entries if each.kind == EntryKind.INSTALMENT), ZERO)
    if decided is None:
        reason = _("Nothing has been decided of this grant. Enter the decision first.")
        checks.refuse("amount", entry.amount, reason, code="uncovered")
    if paid > decided.amount:
        left = max(ZERO, decided.amount - (paid - entry.amount))
        reason = _("Of the grant only %s have not been paid yet.")
        checks.refuse("amount", entry.amount, reason % _euros(left), code="uncovered")


def _euros(amount: Decimal) -> str:
    return euros_in_words(amount)


def _day(day: date) -> str:
    return date_format(day, "j.n.Y")
