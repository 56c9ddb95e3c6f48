"""Who may vote, what is counted, and what everyone may see of elections."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from raitti import voting
from raitti.accounts.models import Person
from raitti.bodies.models import (
    Ballot,
    Body,
    Call,
    Candidate,
    Election,
    ElectionCandidate,
    Holder,
    Holding,
    Membership,
    Rights,
    Seat,
    Voter,
)
from raitti.bodies.queries import weighing
from raitti.core.texts import pick
from raitti.directory.models import Mandate, Organisation, OrganisationKind, OrganisationStatus, Role
from raitti.places.queries import municipalities_in, with_predecessors

_VOTING_KINDS = (OrganisationKind.ASSOCIATION, OrganisationKind.INFORMAL, OrganisationKind.FEDERATION)
State = Election.State
# The seed while there is none yet: quotas can be looked at before the vote opens.
_NO_SEED = "-"
_ON_THE_PAGE = 20
_CALLS_ON_THE_PAGE = 5


def elections_of(body: Body) -> QuerySet[Election]:
    """All elections of a body, the newest first."""
    return body.elections.all()


def public_elections(body: Body) -> QuerySet[Election]:
    """Those everyone may see, the newest first."""
    return body.elections.exclude(opened=None)


def public_election(body: int, number: int) -> Election | None:
    return Election.objects.exclude(opened=None).select_related("body").filter(body=body, number=number).first()


def public_part(body: Body, language: str) -> dict[str, Any]:
    """What a body's public page shows of its elections: the latest of those everyone may see."""
    return {"elections": list(public_elections(body)[:_ON_THE_PAGE])}


# Who may vote.


def associations_with_a_vote(election: Election) -> QuerySet[Organisation]:
    """Associations at home or at work in the election's areas and with one of its topics; of all, where it has none."""
    found = Organisation.objects.visible_to(None).filter(kind__in=_VOTING_KINDS)
    found = found.exclude(status=OrganisationStatus.DISSOLVED)
    if areas := list(election.areas.all()):
        inside = with_predecessors(municipalities_in(areas)).values("pk")
        working = Organisation.operating_areas.through.objects.filter(organisation=OuterRef("pk"))
        at_work = working.filter(Q(area_id__in=inside) | Q(area__in=areas))
        found = found.filter(Q(home_municipality_id__in=inside) | Exists(at_work))
    if topics := list(election.topics.all()):
        linked = Organisation.topics.through.objects.filter(organisation=OuterRef("pk"), topic__in=topics)
        found = found.filter(Exists(linked))
    return found.order_by("sort_fi", "pk")


def holders_with_a_vote(election: Election, *, now: datetime) -> QuerySet[Holder]:
    """Who holds a seat that decides, as its member, today. Deputies have no vote of their own."""
    today = timezone.localdate(now)
    seats = Holding.objects.on(today).members().filter(seat__body=election.body_id, seat__rights=Rights.FULL)
    return Holder.objects.filter(holdings__in=seats, forgotten=None).distinct().order_by("name", "pk")


def members_with_a_vote(election: Election) -> QuerySet[Membership]:
    """Who is in the open group now: people and associations, each with one ballot."""
    found = Membership.objects.current().filter(body=election.body_id)
    named = found.exclude(organisation=None, person=None, name="")
    return named.select_related("person", "organisation").order_by("name", "pk")


@dataclass(frozen=True)
class RollPreview:
    """Who would be on the roll if the vote opened now: how many, the first of them, and how many no letter reaches."""

    number: int
    first: tuple[str, ...]
    unreached: int


def preview_roll(election: Election, *, now: datetime, most: int = 50) -> RollPreview:
    """The roll as it would be made now."""
    if election.roll == Election.Roll.HOLDERS:
        holders = holders_with_a_vote(election, now=now)
        unreached = holders.filter(email="", person=None).count()
        return RollPreview(holders.count(), tuple(str(one) for one in holders[:most]), unreached)
    if election.roll == Election.Roll.GROUP:
        return _preview_members(election, now=now, most=most)
    associations = associations_with_a_vote(election)
    unreached = associations.filter(email="").exclude(Exists(_owners_of(OuterRef("pk"), now=now))).count()
    return RollPreview(associations.count(), tuple(str(one) for one in associations[:most]), unreached)


def _preview_members(election: Election, *, now: datetime, most: int) -> RollPreview:
    members = members_with_a_vote(election)
    # One association may be in a group twice, after two have become one; it has one ballot.
    associations = members.exclude(organisation=None).order_by().values("organisation").distinct()
    nobody = associations.filter(organisation__email="").exclude(Exists(_owners_of(OuterRef("organisation"), now=now)))
    people = members.filter(organisation=None)
    unreached = nobody.count() + people.filter(email="", person=None).count()
    names = dict.fromkeys(name_of_member(one) for one in members[:most])
    return RollPreview(associations.count() + people.count(), tuple(names), unreached)


def name_of_member(membership: Membership) -> str:
    """As what a member of a group stands on the roll."""
    if membership.organisation is not None:
        return str(membership.organisation)
    return membership.name or str(membership.person)


def _owners_of(organisation: Any, *, now: datetime) -> QuerySet[Mandate]:
    current = Mandate.objects.current(timezone.localdate(now))
    return current.filter(organisation=organisation, role=Role.OWNER, person__is_active=True)


def addressees_of(voter: Voter, *, now: datetime) -> list[tuple[str, str]]:
    """Where a voter's letter goes, each address with its language: all owners of an association, else its own."""
    if voter.organisation is not None:
        owners = _owners_of(voter.organisation, now=now).select_related("person").order_by("pk")
        found = [(one.person.email, one.person.language) for one in owners]
        return list(dict.fromkeys(found)) or _own(voter.organisation.email, "fi")
    holder = voter.holder
    if holder is None:
        return []
    if holder.person is not None and holder.person.is_active:
        return [(holder.person.email, holder.person.language)]
    return _own(holder.email, holder.language)


def _own(email: str, language: str) -> list[tuple[str, str]]:
    return [(email, language)] if email else []


def votes_of(person: Person, *, now: datetime) -> list[Voter]:
    """The rights to vote somebody can use: their own, and those of associations they own; the first to close first."""
    today = timezone.localdate(now)
    owned = Mandate.objects.current(today).filter(person=person, role=Role.OWNER).values("organisation")
    found = Voter.objects.filter(Q(organisation__in=owned) | Q(holder__person=person), removed=None)
    open_now = found.filter(election__state=State.OPEN, election__closes__gt=now)
    return list(open_now.select_related("election__body", "organisation").order_by("election__closes", "pk"))


@dataclass(frozen=True)
class VoteToCast:
    """A ballot somebody can still cast, and how many days are left; none on the last one."""

    voter: Voter
    days: int


def votes_to_cast(person: Person, *, now: datetime, organisation: Organisation | None = None) -> list[VoteToCast]:
    """The ballots somebody has not cast yet, the first to close first; of one association alone, where it is given."""
    today = timezone.localdate(now)
    return [
        VoteToCast(voter, (timezone.localdate(voter.election.closes) - today).days)
        for voter in votes_of(person, now=now)
        if not voter.voted and (organisation is None or voter.organisation_id == organisation.pk)
    ]


def turnout(election: Election) -> tuple[int, int]:
    """How many have voted, of how many. Who has is nobody's to see."""
    if election.state == State.OPEN:
        cast = election.sealed_ballots.count()
    else:
        cast = election.ballots.count() + election.unreadable
    return cast, election.voters.filter(removed=None).count()


def hold_open(pk: int) -> Election | None:
    """The election, if it is open, held so until the transaction ends: nobody closes it under a ballot being cast.

    Ballots do not wait for each other. On SQLite a transaction that writes is alone anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM bodies_election WHERE id = %s FOR SHARE", [pk])
    return Election.objects.select_related("body").filter(pk=pk, state=State.OPEN).first()


# What is counted.


def problem_of(election: Election) -> voting.Election:
    """The election as it is counted. Whoever took back their consent is no candidate any more."""
    standing = [one for one in election.candidates.all() if one.withdrawn is None]
    known = {one.pk: str(one.number) for one in standing}
    quotas = tuple(
        voting.Quota(
            name=pick(quota.name, "fi").value,
            members=frozenset(known[one.pk] for one in quota.candidates.all() if one.pk in known),
            at_least=quota.at_least,
            at_most=quota.at_most,
        )
        for quota in election.quotas.prefetch_related("candidates")
    )
    return voting.Election(
        candidates=tuple(known.values()),
        seats=election.seats,
        rule=cast("voting.Rule", election.rule),
        seed=election.seed or _NO_SEED,
        quotas=quotas,
    )


def paper_for(problem: voting.Election, choices: tuple[int, ...]) -> voting.Ballot:
    """A ballot as it is counted: what it says of those who still stand."""
    standing = set(problem.candidates)
    named = tuple(str(number) for number in choices if str(number) in standing)
    return voting.Ranked(named) if problem.ranked else voting.Approval(frozenset(named))


def papers_of(election: Election, problem: voting.Election) -> Counter[voting.Ballot]:
    """All ballots of an election that has been closed, equal ones added up."""
    said = Ballot.objects.filter(election=election).values_list("choices", flat=True)
    return Counter(paper_for(problem, tuple(choices)) for choices in said)


def outcome_of(election: Election) -> voting.Outcome:
    """The count, done anew from the ballots. Raises `voting.BadElection`."""
    problem = problem_of(election)
    return voting.count(problem, papers_of(election, problem))


def elected(election: Election) -> list[ElectionCandidate]:
    """Who was elected, in their order: for whoever appoints them."""
    found = election.candidates.exclude(place=None).select_related("organisation", "holder", "holding__seat")
    return list(found.order_by("place"))


@dataclass(frozen=True)
class CallToTake:
    """A call whose nominees an election can take: how many can be put up now, and how many cannot."""

    call: Call
    fit: int
    left_out: int


def nominees_of(call: Call) -> tuple[list[Candidate], list[Candidate]]:
    """Those nominated as members in what was sent: who may stand under their name, and who has not said yes to it."""
    nominated = [each for each in weighing.candidates_of(call) if each.as_what == Holding.Place.MEMBER]
    fit = [
        each
        for each in nominated
        if each.is_willing
        and each.name_is_public
        and each.nomination.organisation.status != OrganisationStatus.DISSOLVED
    ]
    standing = {each.pk for each in fit}
    return fit, [each for each in nominated if each.pk not in standing]


def calls_to_take(election: Election, *, now: datetime) -> list[CallToTake]:
    """Closed calls of the body that wait for their decision, with nominees who are not candidates yet."""
    there = set(election.candidates.exclude(nominee=None).values_list("nominee", flat=True))
    found = []
    closed = election.body.calls.filter(state=Call.State.PUBLISHED, closes__lte=now)
    for call in closed.order_by("-closes", "-pk")[:_CALLS_ON_THE_PAGE]:
        fit, others = nominees_of(call)
        new = sum(each.pk not in there for each in fit)
        if new:
            found.append(CallToTake(call, new, len(others)))
    return found


def seats_to_give(body: Body) -> list[Seat]:
    """The seats of a body that have not been ended, in their order."""
    return list(body.seats.filter(ended_on=None).select_related("organisation").order_by("position", "pk"))


def candidates_of(election: Election) -> list[ElectionCandidate]:
    """All candidates by number, with what a page shows of them."""
    return list(election.candidates.select_related("organisation").prefetch_related("quotas"))
