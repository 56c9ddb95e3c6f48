"""What waits in a body for those who must act: empty seats, last terms, missing deputies, terms that run out.

`waits_of` looks at many bodies with a fixed number of questions. Parts of the room add their own by `register_waits`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from raitti.bodies.models import Body, Holding, Seat, Stage, Term, TermRule
from raitti.bodies.queries.seating import on_end
from raitti.core.texts import pick
from raitti.directory.models import Organisation, OrganisationStatus

# How long before its end a term is spoken of: a call, nominations and an appointment take about that.
AHEAD = relativedelta(months=6)


@dataclass(frozen=True)
class Waits:
    """One thing that waits: what sort, which seat or term (`key`), in words, and by when."""

    kind: str
    key: str
    make: Callable[[], str]
    by: date | None = None

    @property
    def sentence(self) -> str:
        """In the language that is on."""
        return self.make()


Teller = Callable[[list[Body], datetime], Mapping[int, list[Waits]]]
_TELLERS: list[Teller] = []


def register_waits(teller: Teller) -> Teller:
    """Have a part's own waiting matters told too: `teller(bodies, now)` gives them by the body's key."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)
    return teller


def waits_of(bodies: Iterable[Body], *, now: datetime) -> dict[int, list[Waits]]:
    """What waits in each of some bodies at work or being founded, by their keys; groups that anyone joins have no
    seats to fill. The bodies come with their setter and steward."""
    asked = [body for body in bodies if body.stage != Stage.ENDED]
    found: dict[int, list[Waits]] = {body.pk: [] for body in asked}
    today, keys = timezone.localdate(now), [body.pk for body in asked]
    terms = _by_body(Term.objects.filter(body__in=keys).order_by("starts", "pk"))
    seats = _by_body(Seat.objects.filter(body__in=keys, ended_on=None).order_by("position", "pk"))
    held: dict[int, list[Holding]] = defaultdict(list)
    holdings = Holding.objects.filter(seat__body__in=keys).select_related("seat", "holder", "nominated_by")
    for holding in holdings.order_by("seat__position", "seat", "-place", "pk"):
        held[holding.seat.body_id].append(holding)
    for body in asked:
        lines = found[body.pk]
        lines += _of_organisations(body)
        if body.is_open_group:
            continue
        lines += _of_terms(body, terms[body.pk], today=today)
        if body.stage == Stage.ACTIVE:
            lines += _of_seats(body, seats[body.pk], held[body.pk], today=today)
            lines += _of_last_terms(body, terms[body.pk], held[body.pk], today=today)
    for teller in _TELLERS:
        for key, lines in teller(asked, now).items():
            found[key] += lines
    return found


def _by_body(rows: Iterable[Term] | Iterable[Seat]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.body_id].append(row)
    return found


def _of_organisations(body: Body) -> list[Waits]:
    lines = []
    if body.setter.status == OrganisationStatus.DISSOLVED:
        lines.append(Waits("setter_closed", str(body.setter_id), _said(_setter_closed, body.setter)))
    if body.steward.status == OrganisationStatus.DISSOLVED:
        lines.append(Waits("steward_closed", str(body.steward_id), _said(_steward_closed, body.steward)))
    return lines


def _setter_closed(name: str) -> str:
    return gettext("%s, which appoints this body, has been closed. Say who appoints it now.") % name


def _steward_closed(name: str) -> str:
    return gettext("%s, which looks after this body, has been closed. Take it over.") % name


def _of_terms(body: Body, terms: list[Term], *, today: date) -> list[Waits]:
    if body.stage != Stage.ACTIVE:
        return []
    last = terms[-1] if terms else None
    if last is None:
        if body.term_rule == TermRule.NONE:
            return []
        return [Waits("no_term", "", lambda: gettext("No term has been opened."))]
    if last.ends is None or last.ends > today + AHEAD:
        return []
    ends = last.ends
    if ends < today:
        return [Waits("term_over", str(last.pk), lambda: gettext("The term ended on %s. Open the next.") % _day(ends))]
    return [Waits("term_ends", str(last.pk), lambda: gettext("The term ends on %s. Open the call.") % _day(ends), ends)]


def _of_seats(body: Body, seats: list[Seat], held: list[Holding], *, today: date) -> list[Waits]:
    now_held = {(each.seat_id, each.place) for each in held if is_on(each, today)}
    to_come = {(each.seat_id, each.place) for each in held if each.since > today}
    lines = []
    for seat in seats:
        member, deputy = (seat.pk, Holding.Place.MEMBER), (seat.pk, Holding.Place.DEPUTY)
        if member not in now_held:
            if member not in to_come:
                lines.append(Waits("vacant", str(seat.pk), _said(_vacant, seat)))
        elif seat.has_deputy and deputy not in now_held | to_come:
            lines.append(Waits("no_deputy", str(seat.pk), _said(_no_deputy, seat)))
    return lines


def _vacant(seat: str) -> str:
    return gettext("Nobody holds the seat “%s”.") % seat


def _no_deputy(seat: str) -> str:
    return gettext("The seat “%s” has no deputy.") % seat


def _said(words: Callable[[str], str], about: Seat | Organisation) -> Callable[[], str]:
    return lambda: words(_in(about.name))


def _of_last_terms(body: Body, terms: list[Term], held: list[Holding], *, today: date) -> list[Waits]:
    """Members now in the last term a body allows them, and organisations."""
    order = [term.pk for term in terms]
    members = [each for each in held if each.place == Holding.Place.MEMBER and each.term_id is not None]
    lines, told = [], set()
    for holding in members:
        if not is_on(holding, today) or holding.term_id is None:
            continue
        who, nominated_by = holding.holder, holding.nominated_by
        if body.most_terms is not None:
            same = _terms([e for e in members if e.holder_id == who.pk or _is_one_person(e, holding)])
            if on_end(order, same, holding.term_id) >= body.most_terms:
                said = _last_of_person(str(who), body.most_terms)
                lines.append(Waits("last_term", f"{holding.pk}", said))
        if nominated_by is not None and body.most_organisation_terms is not None and nominated_by.pk not in told:
            same = _terms([e for e in members if e.nominated_by_id == nominated_by.pk])
            if on_end(order, same, holding.term_id) >= body.most_organisation_terms:
                told.add(nominated_by.pk)
                said = _last_of_organisation(nominated_by.name, body.most_organisation_terms)
                lines.append(Waits("last_organisation_term", f"{holding.term_id} {nominated_by.pk}", said))
    return lines


def _terms(holdings: list[Holding]) -> set[int]:
    return {holding.term_id for holding in holdings if holding.term_id is not None}


def _is_one_person(first: Holding, second: Holding) -> bool:
    person = first.holder.person_id
    return person is not None and person == second.holder.person_id


def _last_of_person(who: str, most: int) -> Callable[[], str]:
    return lambda: (
        ngettext(
            "%(who)s sits for the last term: %(number)d on end is allowed.",
            "%(who)s sits for the last term: %(number)d on end are allowed.",
            most,
        )
        % {"who": who, "number": most}
    )


def _last_of_organisation(name: object, most: int) -> Callable[[], str]:
    return lambda: (
        ngettext(
            "%(who)s has a member for the last term: %(number)d on end is allowed.",
            "%(who)s has a member for the last term: %(number)d on end are allowed.",
            most,
        )
        % {"who": _in(name), "number": most}
    )


def is_on(holding: Holding, day: date) -> bool:
    return holding.since <= day and (holding.until is None or holding.until >= day)


def _in(name: Any) -> str:
    return pick(name, get_language() or "fi").value


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
