"""Rules of open groups: who joins and leaves, who sees what is said there, and who leads."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Joining, Membership
from raitti.bodies.queries.groups import leader_of, memberships_in, memberships_of
from raitti.bodies.rules.standing import at_work, keeper, keeper_or_setter, speaks_for
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Organisation
from raitti.directory.rules.asking import Actor, any_of, in_person, is_person, refused, rule, signed_in, still_open


def leader(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Who leads a group today: the holder of the seat it stands behind."""
    if isinstance(actor, System):
        return YES
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    leads = leader_of(body, on=timezone.localdate(now))
    if leads is not None and leads.holder.person_id == actor.pk:
        return YES
    return refused(_("This belongs to the leader of the group."))


def leader_or_keeper(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    verdict = leader(actor, body, now=now)
    return verdict or any_of(verdict, keeper(actor, body, now=now))


def member(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Who is in the group today, themselves or for an association."""
    if isinstance(actor, System):
        return YES
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    if memberships_in(body, actor, now=now):
        return YES
    return refused(_("What is said in the group is for its members. You can join it."))


def in_group(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Who reads and writes: members, whoever leads, and those who look after the group."""
    verdict = member(actor, body, now=now)
    return verdict or any_of(verdict, leader_or_keeper(actor, body, now=now))


def takes_members(body: Body) -> Verdict:
    """Whether somebody can come into the group by themselves today."""
    if body.joining == Joining.BY_SEAT:
        return refused(_("Nobody joins this one by themselves: its members are appointed."), code="by_seat")
    if not body.is_public:
        return refused(_("The group cannot be seen yet, so it cannot be joined."), code="hidden")
    return at_work(body)


@rule
def may_see_groups(actor: Actor, *, now: datetime) -> Verdict:
    """One's own groups: whoever is signed in, and only theirs."""
    return signed_in(actor)


@rule
def may_join_by_mail(body: Body | None) -> Verdict:
    """Joining without an account: anybody, by confirming an address. Of the page without a group as well."""
    return takes_members(body) if body is not None else YES


@rule
def may_follow_group_link(membership: Membership | None) -> Verdict:
    """Whoever holds the link of a letter says which letters come, or leaves."""
    if membership is None:
        return refused(_("This link is too old, or a part of it is missing."), code="link")
    return YES


@rule
def may_join_group(actor: Actor, body: Body, organisation: Organisation | None = None, *, now: datetime) -> Verdict:
    """Coming in, oneself or for an association: anybody, once."""
    verdict = in_person(actor) if organisation is None else speaks_for(actor, organisation, now=now)
    verdict = verdict and takes_members(body)
    if verdict and organisation is not None:
        verdict = still_open(organisation)
    if not verdict:
        return verdict
    there = memberships_of(body, actor if isinstance(actor, Person) else None, organisation).first()
    if there is None:
        return YES
    if there.state == Membership.State.ASKED:
        return refused(_("You have asked to join already. The leader answers."), code="asked")
    if organisation is None:
        return refused(_("You are in this group already."), code="joined")
    return refused(_("The association is in this group already."), code="joined")


@rule
def may_leave_group(actor: Actor, membership: Membership, *, now: datetime) -> Verdict:
    """Going out at once, without asking anybody; taking back having asked to join."""
    if membership.state not in {Membership.State.JOINED, Membership.State.ASKED}:
        return refused(_("You have left the group already."), code="left")
    return _own(actor, membership, now=now)


@rule
def may_choose_group_mail(actor: Actor, membership: Membership, *, now: datetime) -> Verdict:
    """How what is written comes by mail: each member for themselves."""
    return may_leave_group(actor, membership, now=now)


@rule
def may_see_group(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """What is said in a group and who is in it: its members, its leader and those who look after it."""
    return in_group(actor, body, now=now)


@rule
def may_write_in_group(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Beginning a thread and answering in one: everybody in the group, as long as it is at work."""
    return in_group(actor, body, now=now) and at_work(body)


@rule
def may_lead_group(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Asking, bringing back, letting in, setting the next meeting: the leader, and those who look after the group."""
    return leader_or_keeper(actor, body, now=now) and at_work(body)


@rule
def may_decide_membership(actor: Actor, membership: Membership, *, now: datetime) -> Verdict:
    """Letting in whoever has asked, or not."""
    verdict = may_lead_group(actor, membership.body, now=now)
    if verdict and membership.state != Membership.State.ASKED:
        return refused(_("This has been decided already."), code="decided")
    return verdict


@rule
def may_end_membership(actor: Actor, membership: Membership, *, now: datetime) -> Verdict:
    """Having somebody leave for a reason they are told: who leads, or looks after the group."""
    verdict = may_lead_group(actor, membership.body, now=now)
    if verdict and membership.state != Membership.State.JOINED:
        return refused(_("They have left the group already."), code="left")
    return verdict


@rule
def may_keep_group_peace(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Seeing what was reported, hidden and appealed: who leads, those who look after the group and its setter."""
    return any_of(leader_or_keeper(actor, body, now=now), keeper_or_setter(actor, body, now=now))


def _own(actor: Actor, membership: Membership, *, now: datetime) -> Verdict:
    if isinstance(actor, System):
        return YES
    if membership.organisation is not None:
        return speaks_for(actor, membership.organisation, now=now)
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    if memberships_of(membership.body, actor, None).filter(pk=membership.pk).exists():
        return YES
    return refused(_("This is somebody else’s."))
