"""What happened in a term, told as the draft of its report. Each part of the room tells its own.

`register_teller(teller)`: `teller(term, until)` gives sentences in the language that is on; `until` is the term's last
day or today. They follow each other in the order in which the parts were registered.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext, ngettext, override

from raitti.bodies.models import Holding, Term
from raitti.bodies.queries.history import body_on
from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick

Teller = Callable[[Term, date], Sequence[str]]
_TELLERS: list[Teller] = []


def register_teller(teller: Teller) -> Teller:
    """Have a part's sentences stand in every draft of a report."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)
    return teller


def draft_of_report(term: Term, *, on: date) -> dict[str, str]:
    """The draft in each language of the interface: a paragraph for each part that has something to tell."""
    until = min(term.ends, on) if term.ends is not None else on
    written = {}
    for language in INTERFACE_CODES:
        with override(language):
            told = (" ".join(sentences) for teller in (_seats, *_TELLERS) if (sentences := teller(term, until)))
            written[language] = "\n\n".join([_beginning(term, language), *told])
    return written


def _beginning(term: Term, language: str) -> str:
    words = {"body": pick(term.body.name, language).value, "starts": _day(term.starts), "ends": _day(term.ends)}
    if term.ends is None:
        return gettext("%(body)s: the term that began on %(starts)s.") % words
    return gettext("%(body)s: the term from %(starts)s to %(ends)s.") % words


def _seats(term: Term, until: date) -> list[str]:
    """How many sat, on how many nominations, how many left before the term did, and how many seats stood empty."""
    held = Holding.objects.filter(Q(term=term) | Q(term=None, seat__body=term.body)).filter(
        Q(until=None) | Q(until__gte=term.starts), since__lte=until
    )
    rows = list(held.values_list("place", "holder", "nominated_by", "until", "ended_because"))
    members = {holder for place, holder, *_rest in rows if place == Holding.Place.MEMBER}
    deputies = {holder for place, holder, *_rest in rows if place == Holding.Place.DEPUTY}
    behind = {organisation for _place, _holder, organisation, *_rest in rows if organisation is not None}
    left = sum(why not in ("", Holding.End.TERM) for *_rest, why in rows)
    last = body_on(term.body, until)
    words = {"members": len(members), "deputies": len(deputies), "organisations": len(behind)}
    said = [
        gettext("Seats: %(number)d, held at the end: %(held)d.") % {"number": len(last.seats), "held": last.held},
        gettext("Members: %(members)d. Deputies: %(deputies)d. Organisations that nominated: %(organisations)d.")
        % words,
    ]
    if left:
        said.append(
            ngettext(
                "%(number)d seat changed hands within the term.",
                "%(number)d seats changed hands within the term.",
                left,
            )
            % {"number": left}
        )
    return said


def _day(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day is not None else ""
