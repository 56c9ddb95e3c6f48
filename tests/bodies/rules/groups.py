"""Who joins, reads, writes in and leads open groups."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from raitti.bodies.models import Holding, Membership, PostHiding, PostReport
from raitti.directory.rules import RULES
from tests.bodies.factories import HolderFactory, HoldingFactory, MembershipFactory
from tests.bodies.group_world import Grouped, gather
from tests.bodies.rules.cases import SeatedCase
from tests.directory.rules.cases import Ask


def case(rule: str, state: str, things: Callable[[Grouped], tuple[Any, ...]], who: str) -> SeatedCase:
    def prepare(seated: Any) -> Ask:
        it = gather(seated)
        asked_about = things(it)
        return lambda actor: RULES[rule](actor, *asked_about, now=it.now)

    return SeatedCase(rule, state, prepare, who)


# Who leads and who looks after the group.
LEADING = "owner elsewhere, keepers, the program"
IN_GROUP = f"coordinator, {LEADING}"


def ended(it: Grouped) -> Grouped:
    it.group.stage = "ended"
    it.group.save()
    return it


def led_by_deputy(it: Grouped) -> Grouped:
    """The member's place is empty; the deputy is *anyone*."""
    Holding.objects.filter(place=Holding.Place.MEMBER).update(until=(it.now - timedelta(days=2)).date())
    return it


def led_by_nobody(it: Grouped) -> Grouped:
    Holding.objects.update(until=(it.now - timedelta(days=2)).date())
    return it


def led_by_next(it: Grouped) -> Grouped:
    """Since today the seat is held by *steward*."""
    Holding.objects.update(until=(it.now - timedelta(days=1)).date())
    HoldingFactory(seat=it.seated.seat, holder=HolderFactory(person=it.people["steward"]), since=it.now.date())
    return it


def association_in(it: Grouped, organisation: Any) -> Membership:
    return MembershipFactory(body=it.group, organisation=organisation, person=it.people["owner"])


def spoken_for(it: Grouped, organisation: Any) -> Grouped:
    association_in(it, organisation)
    return it


def closed(it: Grouped, organisation: Any) -> Grouped:
    association_in(it, organisation)
    organisation.status = "dissolved"
    organisation.save()
    return it


def asking(it: Grouped) -> Membership:
    return MembershipFactory(body=it.group, person=it.people["steward"], state=Membership.State.ASKED)


def by_address(it: Grouped) -> Grouped:
    """*county officer* joined by mail, without their account."""
    MembershipFactory(body=it.group, email=it.people["county officer"].email)
    return it


def on_approval(it: Grouped) -> Grouped:
    it.group.joining = "on_approval"
    it.group.save()
    return it


def by_seat(it: Grouped) -> Grouped:
    it.group.joining = "by_seat"
    it.group.save()
    return it


def hidden(it: Grouped, *, by: str = "owner elsewhere", appealed: bool = False, answered: bool = False) -> Any:
    PostHiding.objects.create(
        post=it.post,
        reason="Syy",
        by=it.people[by],
        at=it.now,
        appealed=it.now if appealed else None,
        answered=it.now if answered else None,
    )
    it.post.hidden = it.now
    it.post.save()
    return it.post


def deleted(it: Grouped) -> Any:
    it.post.deleted = it.now
    it.post.save()
    return it.post


def reported(it: Grouped) -> Any:
    PostReport.objects.create(post=it.leaders_post, person=it.people["coordinator"], message="Ei näin.", made=it.now)
    return it.leaders_post


def old(it: Grouped) -> Any:
    it.post.written = it.now - timedelta(hours=25)
    it.post.save()
    return it.post


def shut(it: Grouped) -> Any:
    it.question.closes = it.now
    it.question.save()
    return it.question


def answered(it: Grouped) -> Any:
    it.question.answers.create(membership=it.membership, text="Kyllä.", given=it.now)
    return it.question


OWN_PEOPLE = "owner, other owner, editor, its agent, municipality's agent, the program"
CASES = [
    case("may_see_groups", "anywhere", lambda _it: (), "signed in"),
    case("may_join_group", "open", lambda it: (it.group,), "signed in but coordinator, the program"),
    case(
        "may_join_group", "on approval", lambda it: (on_approval(it).group,), "signed in but coordinator, the program"
    ),
    case("may_join_group", "ended", lambda it: (ended(it).group,), "none"),
    case("may_join_group", "by seat", lambda it: (by_seat(it).group,), "none"),
    case(
        "may_join_group",
        "joined by mail with the account’s address",
        lambda it: (by_address(it).group,),
        "signed in but coordinator, county officer, the program",
    ),
    case("may_join_group", "for an association", lambda it: (it.group, it.world.association), OWN_PEOPLE),
    case(
        "may_join_group",
        "for an association that is in",
        lambda it: (spoken_for(it, it.world.association).group, it.world.association),
        "none",
    ),
    case(
        "may_join_group",
        "for an association that was closed",
        lambda it: (closed(it, it.world.association).group, it.world.association),
        "none",
    ),
    case("may_leave_group", "one’s own", lambda it: (it.membership,), "coordinator, the program"),
    case("may_leave_group", "left already", lambda it: (it.left,), "none"),
    case("may_leave_group", "an association’s", lambda it: (association_in(it, it.world.association),), OWN_PEOPLE),
    case("may_choose_group_mail", "one’s own", lambda it: (it.membership,), "coordinator, the program"),
    case("may_see_group", "at work", lambda it: (it.group,), IN_GROUP),
    case("may_see_group", "ended", lambda it: (ended(it).group,), IN_GROUP),
    case(
        "may_see_group",
        "led by the deputy",
        lambda it: (led_by_deputy(it).group,),
        "anyone, coordinator, keepers, the program",
    ),
    case("may_see_group", "led by nobody", lambda it: (led_by_nobody(it).group,), "coordinator, keepers, the program"),
    case(
        "may_see_group",
        "led by the next holder",
        lambda it: (led_by_next(it).group,),
        "steward, coordinator, keepers, the program",
    ),
    case(
        "may_see_group",
        "an association is in",
        lambda it: (spoken_for(it, it.world.municipality).group,),
        f"municipality's agent, {IN_GROUP}",
    ),
    case(
        "may_see_group",
        "the association that is in was closed",
        lambda it: (closed(it, it.world.municipality).group,),
        IN_GROUP,
    ),
    case("may_see_group", "joined by mail", lambda it: (by_address(it).group,), f"county officer, {IN_GROUP}"),
    case("may_see_group", "who only asks sees nothing", lambda it: (asking(it).body,), IN_GROUP),
    case("may_write_in_group", "at work", lambda it: (it.group,), IN_GROUP),
    case("may_write_in_group", "ended", lambda it: (ended(it).group,), "none"),
    case("may_lead_group", "at work", lambda it: (it.group,), LEADING),
    case("may_lead_group", "led by the deputy", lambda it: (led_by_deputy(it).group,), "anyone, keepers, the program"),
    case("may_lead_group", "led by nobody", lambda it: (led_by_nobody(it).group,), "keepers, the program"),
    case(
        "may_lead_group", "led by the next holder", lambda it: (led_by_next(it).group,), "steward, keepers, the program"
    ),
    case("may_lead_group", "ended", lambda it: (ended(it).group,), "none"),
    case("may_decide_membership", "asking", lambda it: (asking(it),), LEADING),
    case("may_decide_membership", "in already", lambda it: (it.membership,), "none"),
    case("may_end_membership", "in", lambda it: (it.membership,), LEADING),
    case("may_end_membership", "left", lambda it: (it.left,), "none"),
    case("may_keep_group_peace", "at work", lambda it: (it.group,), f"county officer, {LEADING}"),
    case("may_edit_post", "within a day", lambda it: (it.post,), "coordinator"),
    case("may_edit_post", "after a day", lambda it: (old(it),), "none"),
    case("may_edit_post", "hidden", lambda it: (hidden(it),), "none"),
    case("may_edit_post", "after leaving", lambda it: (it.old_post,), "none"),
    case("may_delete_post", "after a day", lambda it: (old(it),), "coordinator"),
    case("may_delete_post", "after leaving", lambda it: (it.old_post,), "reader"),
    case("may_delete_post", "deleted", lambda it: (deleted(it),), "none"),
    case("may_report_post", "a member’s", lambda it: (it.post,), "owner elsewhere, keepers"),
    case("may_report_post", "the leader’s", lambda it: (it.leaders_post,), "coordinator, keepers"),
    case("may_report_post", "reported by the member", lambda it: (reported(it),), "keepers"),
    case("may_report_post", "deleted", lambda it: (deleted(it),), "none"),
    case("may_hide_post", "standing", lambda it: (it.post,), LEADING),
    case("may_hide_post", "hidden", lambda it: (hidden(it),), "none"),
    case("may_appeal_post", "hidden", lambda it: (hidden(it),), "coordinator"),
    case("may_appeal_post", "not hidden", lambda it: (it.post,), "none"),
    case("may_appeal_post", "appealed", lambda it: (hidden(it, appealed=True),), "none"),
    case(
        "may_answer_appeal", "appealed", lambda it: (hidden(it, appealed=True),), "county officer, keepers, the program"
    ),
    case(
        "may_answer_appeal",
        "hidden by the editor",
        lambda it: (hidden(it, by="editor", appealed=True),),
        "county officer, keepers, the program but editor",
    ),
    case("may_answer_appeal", "not appealed", lambda it: (hidden(it),), "none"),
    case("may_answer_appeal", "answered", lambda it: (hidden(it, appealed=True, answered=True),), "none"),
    case("may_answer_question", "open", lambda it: (it.question,), "coordinator"),
    case("may_answer_question", "closed", lambda it: (shut(it),), "none"),
    case("may_answer_question", "ended", lambda it: (ended(it).question,), "none"),
    case("may_change_question", "nobody answered", lambda it: (it.question,), LEADING),
    case("may_change_question", "answered", lambda it: (answered(it),), "none"),
    case("may_write_summary", "closed", lambda it: (shut(it),), LEADING),
    case("may_write_summary", "open", lambda it: (it.question,), "none"),
]
