"""What the parts of the room tell beside their own pages: in a body's feed and calendar, in the draft of a term's
report, and among what waits for those who look after the body."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import get_language, gettext, ngettext

from raitti.bodies.models import (
    AgendaItem,
    Body,
    Call,
    Election,
    Initiative,
    Meeting,
    Minutes,
    Statement,
    Term,
)
from raitti.bodies.queries.calls import public_calls
from raitti.bodies.queries.days import register_meetings
from raitti.bodies.queries.elections import public_elections
from raitti.bodies.queries.meeting_days import meetings_calendar
from raitti.bodies.queries.meetings import name_of_meeting
from raitti.bodies.queries.news import BodyNews, register_news
from raitti.bodies.queries.reports import register_teller
from raitti.bodies.queries.statements import public_statements
from raitti.bodies.queries.waiting import Waits, register_waits
from raitti.core.texts import pick

_NEWEST = 25
# How long after a meeting its minutes are waited for without a word.
_MINUTES_WITHIN = timedelta(days=14)
_DECIDING = (
    AgendaItem.Outcome.AS_PROPOSED,
    AgendaItem.Outcome.AMENDED,
    AgendaItem.Outcome.VOTE,
)


def register() -> None:
    register_meetings(meetings_calendar)
    for news in (_of_meetings, _of_calls, _of_elections, _of_statements):
        register_news(news)
    register_teller(_meetings_of_term)
    register_teller(_words_of_term)
    register_waits(_waiting)


def _of_meetings(body: Body, language: str) -> Iterator[BodyNews]:
    """Calls to meetings and published minutes."""
    found = Meeting.objects.public().filter(body=body).select_related("body", "minutes").order_by("-starts", "-pk")
    for meeting in found[:_NEWEST]:
        where: dict[str, Any] = {"page": "body_meeting", "words": {"year": meeting.year, "number": meeting.number}}
        named = name_of_meeting(meeting, language)
        if meeting.called is not None:
            yield BodyNews(uid=meeting.uid, title=gettext("Called: %s") % named, at=meeting.called, **where)
        minutes: Minutes | None = getattr(meeting, "minutes", None)
        if minutes is not None and minutes.published is not None:
            title = gettext("Minutes: %s") % named
            yield BodyNews(uid=uuid5(meeting.uid, "minutes"), title=title, at=minutes.published, **where)


def _of_calls(body: Body, language: str) -> Iterator[BodyNews]:
    for call in public_calls().filter(body=body).order_by("-opens", "-pk")[:_NEWEST]:
        title = gettext("Call for nominations: %s") % pick(call.name, language).value
        yield BodyNews(uid=call.uid, title=title, at=call.opens, page="call", words={"number": call.number})


def _of_elections(body: Body, language: str) -> Iterator[BodyNews]:
    for election in public_elections(body)[:_NEWEST]:
        where: dict[str, Any] = {"page": "election", "words": {"number": election.number}}
        named = pick(election.name, language).value
        if election.opened is not None:
            yield BodyNews(uid=election.uid, title=gettext("A vote is open: %s") % named, at=election.opened, **where)
        if election.published is not None:
            title = gettext("Result of the vote: %s") % named
            yield BodyNews(uid=uuid5(election.uid, "result"), title=title, at=election.published, **where)


def _of_statements(body: Body, language: str) -> Iterator[BodyNews]:
    for statement in public_statements(body)[:_NEWEST]:
        if statement.sent is not None:
            title = gettext("Statement: %s") % pick(statement.title, language).value
            words = {"number": statement.number}
            yield BodyNews(uid=statement.uid, title=title, at=statement.sent, page="statement", words=words)


def _meetings_of_term(term: Term, until: date) -> list[str]:
    """How often the body met and how much it decided."""
    held = Meeting.objects.filter(
        body=term.body, state=Meeting.State.HELD, starts__date__gte=term.starts, starts__date__lte=until
    )
    number = held.count()
    if not number:
        return []
    decided = AgendaItem.objects.filter(meeting__in=held, outcome__in=_DECIDING, standing="").count()
    said = ngettext("The body met %d time.", "The body met %d times.", number) % number
    return [said, ngettext("It made %d decision.", "It made %d decisions.", decided) % decided]


def _words_of_term(term: Term, until: date) -> list[str]:
    """The statements given and the initiatives answered."""
    language, said = get_language() or "fi", []
    sent = Statement.objects.public().filter(body=term.body, sent__date__gte=term.starts, sent__date__lte=until)
    titles = [pick(statement.title, language).value for statement in sent.order_by("sent", "pk")]
    if titles:
        words = {"number": len(titles), "titles": "; ".join(titles)}
        said.append(
            ngettext(
                "It gave %(number)d statement: %(titles)s.", "It gave %(number)d statements: %(titles)s.", len(titles)
            )
            % words
        )
    came = Initiative.objects.filter(body=term.body, sent__date__gte=term.starts, sent__date__lte=until)
    if number := came.count():
        words = {"number": number, "answered": came.filter(state=Initiative.State.ANSWERED).count()}
        said.append(
            ngettext(
                "Associations sent it %(number)d initiative; answered: %(answered)d.",
                "Associations sent it %(number)d initiatives; answered: %(answered)d.",
                number,
            )
            % words
        )
    return said


def _waiting(bodies: list[Body], now: datetime) -> dict[int, list[Waits]]:
    """What the keepers of bodies are waited for: one question for each sort, however many the bodies."""
    found: dict[int, list[Waits]] = defaultdict(list)
    keys = [body.pk for body in bodies]

    def wait(body: int, kind: str, key: UUID, say: Callable[[], str], name: Any, by: date | None = None) -> None:
        found[body].append(Waits(kind, str(key), lambda: say() % pick(name, get_language() or "fi").value, by))

    calls = Call.objects.filter(body__in=keys, state=Call.State.PUBLISHED, closes__lte=now).order_by("closes", "pk")
    for call in calls:
        wait(call.body_id, "call_closed", call.uid, _call_closed, call.name)
    counted = (Election.State.CLOSED, Election.State.COUNTED)
    for election in Election.objects.filter(body__in=keys, state__in=counted).order_by("pk"):
        wait(election.body_id, "election_closed", election.uid, _election_closed, election.name)
    held = Meeting.objects.filter(body__in=keys, state=Meeting.State.HELD, ends__lt=now - _MINUTES_WITHIN)
    for meeting in held.exclude(minutes__state=Minutes.State.PUBLISHED).order_by("starts", "pk"):
        wait(meeting.body_id, "minutes_late", meeting.uid, _minutes_late, f"{meeting.number}/{meeting.year}")
    asked = Statement.objects.filter(body__in=keys, state=Statement.State.ASKED).order_by("due", "pk")
    for statement in asked:
        wait(statement.body_id, "statement_asked", statement.uid, _asked, statement.title, statement.due)
    for initiative in Initiative.objects.filter(body__in=keys, state=Initiative.State.SENT).order_by("sent", "pk"):
        wait(initiative.body_id, "initiative", initiative.uid, _sent, initiative.title)
    return found


def _call_closed() -> str:
    return gettext("The call has closed: weigh the nominations. (%s)")


def _election_closed() -> str:
    return gettext("The vote has closed: publish its result. (%s)")


def _minutes_late() -> str:
    return gettext("The minutes of meeting %s have not been published.")


def _asked() -> str:
    return gettext("A statement is asked for: %s")


def _sent() -> str:
    return gettext("An initiative waits for an answer: %s")
