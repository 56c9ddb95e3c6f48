"""A meeting for tests, in the world of `tests/bodies/world.py`.

Its body has three seats that decide: *Ikäihmiset* (owner elsewhere, with anyone as deputy), *Nuoret* (Chair, who leads
the body) and *Lapset* (Third); and a secretary without a seat. The meeting is ten days ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from raitti.bodies.actions import agenda, answers, meetings, minutes, sitting
from raitti.bodies.facts.meetings import ItemFacts, MeetingFacts, RecordFacts
from raitti.bodies.models import AgendaItem, Attendance, Holder, Meeting, Minutes, Office
from raitti.core.audit import System
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from tests.bodies.factories import HolderFactory, HoldingFactory, OfficeFactory, SeatFactory
from tests.bodies.world import Seated

SYSTEM = System("test")
SECRET, LINK = "Salainen palkka-asia", "https://etä.esimerkki.example/kokous-123"
Outcome, Presence = AgendaItem.Outcome, Attendance.Presence


@dataclass
class Met:
    """A body with its people, and one meeting of it."""

    seated: Seated
    meeting: Meeting
    member: Holder
    deputy: Holder
    chair: Holder
    third: Holder
    secretary: Holder

    @property
    def now(self) -> datetime:
        return self.seated.now

    def at(self, minutes: int = 0) -> datetime:
        """A moment of the meeting."""
        return self.meeting.starts + timedelta(minutes=minutes)

    @property
    def acting(self) -> dict[str, Any]:
        return {"actor": SYSTEM, "now": self.at()}

    def item(self, word: str = "Lausunto") -> AgendaItem:
        return next(item for item in self.meeting.items.all() if word in str(item.title))

    def attendance(self, holder: Holder) -> Attendance:
        return self.meeting.attendances.get(holder=holder)

    @property
    def minutes(self) -> Minutes:
        return Minutes.objects.get(meeting=self.meeting)

    def again(self) -> "Met":
        self.meeting.refresh_from_db()
        return self


def facts(now: datetime, *, days: int = 10, **fields: Any) -> MeetingFacts:
    day = timezone.localdate(now) + timedelta(days=days)
    known: dict[str, Any] = {
        "place": {"fi": "Kokoushuone Tuomi", "sv": "Mötesrummet Tuomi"},
        "way": "hybrid",
        "remote_url": LINK,
    }
    return MeetingFacts(day=day, begins=time(13), ends=time(15), **known | fields)


def plan(seated: Seated, **fields: Any) -> Met:
    body, now = seated.body, seated.now
    assign_slugs(body, "body")
    people: list[Holder] = []
    for name in ("Chair", "Third"):
        seat = SeatFactory(body=body, name=translated(fi={"Chair": "Nuoret", "Third": "Lapset"}[name]))
        holder = HolderFactory(name=f"Esimerkki {name}")
        HoldingFactory(seat=seat, holder=holder)
        people.append(holder)
    secretary = HolderFactory(name="Esimerkki Sihteeri")
    OfficeFactory(body=body, holder=people[0], task=Office.Task.CHAIR)
    OfficeFactory(body=body, holder=secretary, task=Office.Task.SECRETARY)
    meeting = meetings.plan_meeting(body, facts(now, **fields), actor=SYSTEM, now=now)
    matter = {"fi": "Lausunto hyvinvointisuunnitelmasta", "sv": "Utlåtande om välfärdsplanen"}
    proposal = {"fi": "Annetaan lausunto.", "sv": "Utlåtandet ges."}
    agenda.add_item(meeting, ItemFacts(title=matter, proposal=proposal), actor=SYSTEM, now=now)
    agenda.add_item(meeting, ItemFacts(title={"fi": SECRET}, is_confidential=True), actor=SYSTEM, now=now)
    holders = Holder.objects.filter(holdings__seat=seated.seat)
    member, deputy = (holders.get(holdings__place=place) for place in ("member", "deputy"))
    return Met(seated, meeting, member, deputy, *people, secretary)


def call(met: Met, **fields: Any) -> Met:
    meetings.call_meeting(met.meeting, actor=SYSTEM, now=met.now, **fields)
    return met.again()


def begin(met: Met, *present: Holder) -> Met:
    """Open the meeting with these people there; everybody but the deputy where nobody is named."""
    call(met)
    sitting.open_meeting(met.meeting, **met.acting)
    there = present or (met.member, met.chair, met.third, met.secretary)
    marks = {met.attendance(holder).pk: sitting.Mark(presence=Presence.PRESENT) for holder in there}
    sitting.mark_attendance(met.meeting, marks, **met.acting)
    return met.again()


def decide(met: Met, item: AgendaItem, outcome: str = Outcome.AS_PROPOSED, **fields: Any) -> AgendaItem:
    item.refresh_from_db()
    known = {"outcome": outcome} | fields
    return sitting.write_item(item, RecordFacts(**known), seen=item.version, **met.acting)


def close(met: Met) -> Met:
    """Decide what is left, name the checkers and close the meeting."""
    minutes.name_checkers(met.minutes, [met.member, met.third], **met.acting)
    for item in met.meeting.items.filter(outcome=""):
        if item.standing in ("", "agenda"):
            decide(met, item)
    sitting.close_meeting(met.meeting, actor=SYSTEM, now=met.at(90))
    return met.again()


def check(met: Met) -> Met:
    acting = {"actor": SYSTEM, "now": met.at(200)}
    minutes.send_minutes(met.minutes, **acting)
    for each in met.minutes.checks.all():
        minutes.check_minutes(each, "approved", **acting)
    return met


def publish(met: Met) -> Met:
    acting = {"actor": SYSTEM, "now": met.at(300)}
    for role in ("chair", "secretary"):
        minutes.sign_minutes(met.minutes, role, **acting)
    minutes.publish_minutes(met.minutes, **acting)
    return met.again()


# The states a meeting goes through, each from the one before.
STATES: dict[str, Callable[[Met], Met]] = {
    "planned": lambda met: met,
    "called": call,
    "sitting": begin,
    "held": lambda met: close(begin(met)),
    "checked": lambda met: check(close(begin(met))),
    "published": lambda met: publish(check(close(begin(met)))),
}


def answer(met: Met, holder: Holder, said: str) -> Attendance:
    return answers.answer_call(met.attendance(holder), said, actor=SYSTEM, now=met.now)
