"""Who plans, calls and runs meetings, who sees what is not public, and who stands for the minutes."""

from collections.abc import Callable
from typing import Any

from raitti.bodies.actions import minutes as acts
from raitti.bodies.actions.agenda import add_paper
from raitti.bodies.actions.sitting import give_task
from raitti.bodies.facts.meetings import TaskFacts
from raitti.bodies.models import Office
from tests.bodies import meetings as made
from tests.bodies.factories import OfficeFactory
from tests.bodies.meetings import SYSTEM, Met, decide
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated
from tests.directory.rules.cases import Ask

INSIDERS = "keepers, owner elsewhere, anyone, the program"
KEEPING = "keepers, the program"


def stand(it: Seated, state: str, *, office: str = "") -> Met:
    """A meeting in a state; the member, owner elsewhere, may have an office besides the seat."""
    met = made.STATES[state](made.plan(it))
    if office:
        OfficeFactory(body=it.body, holder=met.member, task=office)
    return met


def meeting(rule: str, state: str, who: str, *, office: str = "", told: str = "") -> Case:
    """A rule about the meeting itself."""

    def prepare(it: Seated) -> Ask:
        return asking(rule, stand(it, state, office=office).meeting, it=it)

    return Case(rule, told or (f"{state}, a member is {office}" if office else state), prepare, who)


def case(rule: str, told: str, things: Callable[[Seated], tuple[Any, ...]], who: str) -> Case:
    return Case(rule, told, lambda it: asking(rule, *things(it), it=it), who)


def minutes(rule: str, state: str, who: str, *more: Any, office: str = "") -> Case:
    told = f"{state}, a member is {office}" if office else state
    return case(
        rule,
        f"{told}{' as ' + more[0] if more else ''}",
        lambda it: (stand(it, state, office=office).minutes, *more),
        who,
    )


def _paper(it: Seated, state: str, *, is_confidential: bool = False) -> Any:
    met = stand(it, "planned")
    given = {"name": "liite.txt", "content": b"Liite", "is_confidential": is_confidential}
    add_paper(met.item(), **given, actor=SYSTEM, now=met.now)
    if state == "called":
        made.call(met)
    return met.item().papers.get()


def _task(it: Seated, *, is_done: bool = False) -> Any:
    met = stand(it, "sitting")
    task = give_task(met.item(), TaskFacts(text={"fi": "Selvitä"}, owner=met.member.pk), **met.acting)
    if is_done:
        task.done_on = met.at().date()
        task.save()
    return task


def _check(it: Seated, *, is_sent: bool) -> Any:
    met = stand(it, "held")
    if is_sent:
        acts.send_minutes(met.minutes, **met.acting)
    return met.minutes.checks.get(holder=met.member)


def _decided(it: Seated) -> Any:
    met = stand(it, "sitting")
    return decide(met, met.item())


def _ended(it: Seated) -> Any:
    it.body.stage = "ended"
    it.body.save()
    return it.body


CASES = [
    case("may_see_meetings", "at work", lambda it: (it.body,), INSIDERS),
    case("may_plan_meetings", "at work", lambda it: (it.body,), KEEPING),
    case("may_plan_meetings", "ended", lambda it: (_ended(it),), "none"),
    meeting("may_change_meeting", "planned", KEEPING),
    meeting("may_change_meeting", "called", f"{KEEPING}, owner elsewhere", office=Office.Task.CHAIR),
    meeting("may_change_meeting", "sitting", "none"),
    meeting("may_call_meeting", "planned", KEEPING),
    meeting("may_call_meeting", "planned", f"{KEEPING}, owner elsewhere", office=Office.Task.VICE_CHAIR),
    meeting("may_call_meeting", "planned", KEEPING, office=Office.Task.PRESENTER),
    meeting("may_call_meeting", "called", "none"),
    meeting("may_cancel_meeting", "called", KEEPING),
    meeting("may_cancel_meeting", "held", "none"),
    meeting("may_edit_agenda", "called", f"{KEEPING}, owner elsewhere", office=Office.Task.PRESENTER),
    meeting("may_edit_agenda", "planned", KEEPING),
    meeting("may_edit_agenda", "held", "none"),
    case("may_edit_item", "on the agenda", lambda it: (stand(it, "called").item(),), KEEPING),
    case("may_edit_item", "decided", lambda it: (_decided(it),), "none"),
    case("may_see_paper", "before the call", lambda it: (_paper(it, "planned"),), INSIDERS),
    case("may_see_paper", "after the call", lambda it: (_paper(it, "called"),), "everyone"),
    case("may_see_paper", "confidential", lambda it: (_paper(it, "called", is_confidential=True),), INSIDERS),
    case(
        "may_answer_call",
        "the member’s",
        lambda it: ((met := stand(it, "called")).attendance(met.member),),
        f"{KEEPING}, owner elsewhere",
    ),
    case(
        "may_answer_call",
        "after the meeting began",
        lambda it: ((met := stand(it, "sitting")).attendance(met.member),),
        "none",
    ),
    meeting("may_run_meeting", "planned", "none"),
    meeting("may_run_meeting", "called", KEEPING),
    meeting("may_run_meeting", "sitting", f"{KEEPING}, owner elsewhere", office=Office.Task.CHAIR),
    meeting("may_run_meeting", "sitting", f"{KEEPING}, owner elsewhere", office=Office.Task.SECRETARY),
    meeting("may_write_minutes", "called", "none"),
    meeting("may_write_minutes", "sitting", KEEPING),
    meeting("may_write_minutes", "held", KEEPING),
    meeting("may_write_minutes", "checked", "none"),
    meeting("may_see_minutes", "held", INSIDERS),
    case("may_finish_task", "to be done by the member", lambda it: (_task(it),), f"{KEEPING}, owner elsewhere"),
    case("may_finish_task", "done", lambda it: (_task(it, is_done=True),), "none"),
    minutes("may_send_minutes", "held", KEEPING),
    minutes("may_send_minutes", "checked", "none"),
    case("may_check_minutes", "sent", lambda it: (_check(it, is_sent=True),), "owner elsewhere, the program"),
    case("may_check_minutes", "not sent", lambda it: (_check(it, is_sent=False),), "none"),
    minutes("may_sign_minutes", "held", "none", "chair"),
    minutes("may_sign_minutes", "checked", "the program", "chair"),
    minutes("may_sign_minutes", "checked", "owner elsewhere, the program", "chair", office=Office.Task.CHAIR),
    minutes("may_sign_minutes", "checked", "owner elsewhere, the program", "secretary", office=Office.Task.SECRETARY),
    minutes("may_sign_minutes", "published", "none", "chair"),
    minutes("may_publish_minutes", "held", "none"),
    minutes("may_publish_minutes", "checked", "none"),
    minutes("may_publish_minutes", "published", "none"),
    minutes("may_correct_minutes", "held", "none"),
    minutes("may_correct_minutes", "published", KEEPING),
    case("may_publish_minutes", "signed", lambda it: (_signed(it),), KEEPING),
]


def _signed(it: Seated) -> Any:
    met = stand(it, "checked")
    for role in ("chair", "secretary"):
        acts.sign_minutes(met.minutes, role, **met.acting)
    return met.minutes
