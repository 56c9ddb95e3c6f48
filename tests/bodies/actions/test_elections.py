"""An election from its preparation to its result, and what happens to voters and candidates on the way."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from raitti.bodies import election_keys
from raitti.bodies.actions import closing, election_letters, elections
from raitti.bodies.actions.ballots import cast_ballot
from raitti.bodies.ballot_papers import give_in_hand
from raitti.bodies.facts.elections import CandidateFacts, ElectionFacts, QuotaFacts
from raitti.bodies.models import GRACE, Ballot, Election, Rights, SealedBallot, Voter
from raitti.bodies.queries.elections import elected, preview_roll, turnout, votes_to_cast
from raitti.core.jobs import Worker
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.merging import merge
from raitti.directory.models import OrganisationStatus
from raitti.voting import lot_order
from tests.bodies.elections import PROGRAM, READER, cast, closed, counted, keys_in, opened, prepared
from tests.bodies.factories import BodyFactory, HoldingFactory, SeatFactory
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with keys_in(tmp_path) as folder:
        yield folder


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Do what follows a commit, as it would without the test's own transaction around it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def refusal(act, *arguments, **named) -> Refused:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*arguments, **named)
    return refused.value


def test_an_election_is_prepared_opened_voted_in_closed_counted_and_published(now, on_commit):
    body = BodyFactory()
    voters = [OrganisationFactory(email=f"y{n}@esimerkki.example") for n in range(3)]
    facts = ElectionFacts({"fi": "Puheenjohtaja"}, "approval", "associations", closes=now + timedelta(days=2))
    election = elections.save_election(body, facts, actor=PROGRAM, now=now)
    for name in ("Esimerkki Aino", "Esimerkki Eino"):
        elections.save_candidate(election, CandidateFacts(name), actor=PROGRAM, now=now)
    election = elections.open_election(election, actor=PROGRAM, now=now)
    assert [voter.organisation for voter in election.voters.order_by("pk") if voter.organisation in voters] == voters

    for voter, choices in zip(election.voters.filter(organisation__in=voters), ([1], [2], [1, 2]), strict=True):
        cast(voter, choices, now=now)
    with on_commit():
        election = counted(election)
    assert election.state == Election.State.COUNTED
    assert sorted(Ballot.objects.values_list("choices", flat=True)) == [[1], [1, 2], [2]]
    assert [one.place for one in elected(election)] == [1]
    assert not election_keys.keys_there()

    closing.publish_election(election, actor=PROGRAM, now=now)
    deeds = AuditEntry.objects.filter(subject_kind="election").values_list("verb", flat=True)
    assert list(deeds.order_by("pk"))[-6:] == [*["cast ballot"] * 3, "closed election", "counted election",
                                               "published election"]  # fmt: skip


def test_a_tie_falls_as_the_seed_shown_at_the_opening_says(now):
    election = opened(now=now, rule="approval", seats=1, candidates=5)
    seed = election.seed
    assert len(seed) == 32
    for voter, choice in zip(election.voters.all(), (2, 4, 5), strict=True):
        cast(voter, [choice], now=now)
    election = counted(election)
    first = next(number for number in lot_order(seed, "12345") if number in "245")
    assert [one.number for one in elected(election)] == [int(first)]


def test_quotas_are_kept(now):
    election = prepared(now=now, rule="equal_shares", seats=2, candidates=4)
    facts = QuotaFacts({"fi": "Pohjoinen"}, (4,), at_least=1)
    elections.save_quota(election, facts, actor=PROGRAM, now=now)
    election = elections.open_election(election, actor=PROGRAM, now=now)
    for voter in election.voters.all():
        cast(voter, [1, 2], now=now)
    assert 4 in {one.number for one in elected(counted(election))}


def test_quotas_that_cannot_be_kept_are_refused_with_the_reason(now):
    election = prepared(now=now, seats=2)
    for names in (("fi", "A"), ("fi", "B")):
        elections.save_quota(election, QuotaFacts(dict([names]), (1,), at_least=0), actor=PROGRAM, now=now)
    too_many = QuotaFacts({"fi": "Rannikko"}, (1, 2), at_least=3)
    refused = refusal(elections.save_quota, election, too_many, actor=PROGRAM, now=now)
    assert "Rannikko" in str(refused.verdict.reason)
    assert election.quotas.count() == 2


def test_a_second_ballot_is_refused_and_the_first_one_counts(now):
    election = opened(now=now)
    voter = election.voters.first()
    cast(voter, [1], now=now)
    refused = refusal(cast, voter, [2], now=now)
    assert refused.verdict.code == "voted"
    closed(election)
    assert list(Ballot.objects.values_list("choices", flat=True)) == [[1]]


def test_two_ballots_of_two_owners_are_one(now):
    election = opened(now=now)
    voter = election.voters.first()
    owners = [MandateFactory(organisation=voter.organisation, person=PersonFactory()).person for _ in range(2)]
    cast(voter, [1], now=now, actor=owners[0])
    assert refusal(cast, voter, [1], now=now, actor=owners[1]).verdict.code == "voted"


def test_a_ballot_after_closing_is_refused_and_one_in_hand_before_may_still_be_sent(now):
    election = opened(now=now)
    late, later, latest = election.voters.all()
    in_hand = give_in_hand(late, now=election.closes - timedelta(seconds=1))
    cast_ballot(late, [1], in_hand=in_hand, actor=READER, now=election.closes + GRACE - timedelta(seconds=1))
    after = election.closes + timedelta(seconds=1)
    assert refusal(cast, later, [1], now=after).verdict.code == "over"
    in_hand = give_in_hand(latest, now=election.closes - timedelta(seconds=1))
    refused = refusal(cast_ballot, latest, [1], in_hand=in_hand, actor=READER, now=election.closes + GRACE)
    assert refused.verdict.code == "over"
    assert refusal(closing.close_election, election, actor=PROGRAM, now=after).verdict.code == "early"
    closed(election)
    assert Ballot.objects.count() == 1
    again = refusal(cast_ballot, latest, [1], in_hand=in_hand, actor=READER, now=now)
    assert again.verdict.code == "over"


def test_a_receipt_of_ones_own_making_or_of_another_voter_is_refused(now):
    election = opened(now=now)
    one, other, _ = election.voters.all()
    for token in ("", "made-up", give_in_hand(other, now=now)):
        assert refusal(cast_ballot, one, [1], in_hand=token, actor=READER, now=now).verdict.code == "in_hand"
    assert not SealedBallot.objects.exists()
    assert not Voter.objects.filter(voted=True).exists()


@pytest.mark.parametrize(("choices", "code"), [([9], "unknown"), ([1, 1], "twice"), ([0], "unknown")])
def test_a_ballot_that_cannot_be_counted_is_refused(now, choices, code):
    election = opened(now=now, rule="stv")
    voter = election.voters.first()
    assert refusal(cast, voter, choices, now=now).verdict.code == code
    voter.refresh_from_db()
    assert not voter.voted


def test_a_blank_ballot_counts_as_cast(now):
    election = opened(now=now)
    voters = list(election.voters.all())
    cast(voters[0], [], now=now)
    cast(voters[1], [3], now=now)
    election = counted(election)
    assert turnout(election) == (2, 3)


def test_with_blank_ballots_alone_nobody_is_elected_and_it_is_said(now):
    election = opened(now=now)
    cast(election.voters.first(), [], now=now)
    election = closed(election)
    refused = refusal(closing.count_election, election, actor=PROGRAM, now=election.closed)
    assert refused.verdict.code == "no_ballots"
    assert str(refused.verdict.reason)


# Who is on the roll, and what becomes of voters and candidates during the vote.


def test_the_roll_is_of_associations_in_the_area_and_with_the_topic(now):
    oulu, kemi = AreaFactory(), AreaFactory()
    inside = OrganisationFactory(home_municipality=oulu)
    OrganisationFactory(home_municipality=kemi)
    OrganisationFactory(home_municipality=oulu, status=OrganisationStatus.DISSOLVED)
    OrganisationFactory(home_municipality=oulu, kind="municipality")
    OrganisationFactory(home_municipality=oulu, publication="hidden")
    election = prepared(now=now, voters=0)
    election.areas.set([oulu])
    assert preview_roll(election, now=now).first == (str(inside),)
    assert preview_roll(election, now=now).unreached == 1
    elections.open_election(election, actor=PROGRAM, now=now)
    assert [voter.organisation for voter in election.voters.all()] == [inside]
    # Fixed: whoever comes later is not on it.
    OrganisationFactory(home_municipality=oulu)
    assert election.voters.count() == 1


def test_the_roll_of_members_has_those_who_decide_and_no_deputies(now):
    body = BodyFactory()
    member = HoldingFactory(seat=SeatFactory(body=body)).holder
    HoldingFactory(seat=SeatFactory(body=body), place="deputy")
    HoldingFactory(seat=SeatFactory(body=body, rights=Rights.SPEAKING))
    HoldingFactory(seat=SeatFactory(body=body), until=now.date() - timedelta(days=3))
    election = opened(now=now, body=body, roll="holders", voters=0)
    assert [voter.holder for voter in election.voters.all()] == [member]


def test_a_vote_with_nobody_on_the_roll_is_not_opened(now, keys):
    election = prepared(now=now, roll="holders")
    assert refusal(elections.open_election, election, actor=PROGRAM, now=now).verdict.code == "nobody"
    assert not keys.exists() or not election_keys.keys_there()


def test_an_association_closed_during_the_vote_votes_no_more_but_its_ballot_stays(now):
    election = opened(now=now)
    voted, waiting, _ = election.voters.select_related("organisation")
    cast(voted, [1], now=now)
    for voter in (voted, waiting):
        voter.organisation.status = OrganisationStatus.DISSOLVED
        voter.organisation.save()
    assert refusal(cast, waiting, [1], now=now).verdict.code == "closed"
    closed(election)
    assert Ballot.objects.count() == 1


def test_the_right_of_a_merged_association_goes_to_the_one_that_stays_unless_it_has_its_own(now):
    oulu = AreaFactory()
    on_roll = [OrganisationFactory(home_municipality=oulu) for _ in range(2)]
    outside = OrganisationFactory(home_municipality=AreaFactory())
    election = prepared(now=now, voters=0)
    election.areas.set([oulu])
    election = elections.open_election(election, actor=PROGRAM, now=now)
    merge(outside, on_roll[0], choices={}, actor=PROGRAM, now=now)
    moved = election.voters.get(organisation=outside)
    cast(moved, [1], now=now)
    # The other goes into one that has had a vote of its own: there is one ballot of it, not two.
    merge(outside, on_roll[1], choices={}, actor=PROGRAM, now=now)
    assert [voter.organisation for voter in election.voters.all()] == [outside]
    assert refusal(cast, election.voters.get(), [1], now=now).verdict.code == "voted"
    closed(election)
    assert Ballot.objects.count() == 1


def test_somebody_is_taken_off_the_roll_with_a_reason_unless_they_have_voted(now):
    election = opened(now=now)
    voted, wrong, _ = election.voters.all()
    cast(voted, [1], now=now)
    assert refusal(elections.remove_voter, wrong, reason=" ", actor=PROGRAM, now=now).verdict.code == "missing"
    elections.remove_voter(wrong, reason="Kahteen kertaan", actor=PROGRAM, now=now)
    refused = refusal(cast, wrong, [1], now=now)
    assert str(refused.verdict.reason)
    assert refusal(elections.remove_voter, voted, reason="x", actor=PROGRAM, now=now).verdict.code == "voted"
    assert turnout(election) == (1, 2)


def test_whoever_withdraws_during_the_vote_loses_the_name_and_cannot_be_chosen_or_elected(now):
    election = opened(now=now, rule="equal_shares", seats=2)
    one, other, third = election.voters.all()
    cast(one, [1, 2], now=now)
    cast(other, [1], now=now)
    candidate = elections.withdraw_candidate(election.candidates.get(number=1), actor=PROGRAM, now=now)
    candidate.refresh_from_db()
    assert (candidate.name, candidate.withdrawn) == ("", now)
    assert refusal(cast, third, [1, 3], now=now).verdict.code == "withdrawn"
    cast(third, [3], now=now)
    assert {one.number for one in elected(counted(election))} == {2, 3}


def test_whoever_withdraws_before_the_vote_leaves_no_trace(now):
    election = prepared(now=now)
    elections.withdraw_candidate(election.candidates.get(number=2), actor=PROGRAM, now=now)
    assert list(election.candidates.values_list("number", flat=True)) == [1, 2, 3]


def test_with_too_few_candidates_left_the_count_says_so_and_the_election_can_be_cancelled(now, on_commit):
    election = opened(now=now, seats=2, candidates=2)
    cast(election.voters.first(), [1], now=now)
    elections.withdraw_candidate(election.candidates.get(number=1), actor=PROGRAM, now=now)
    election = closed(election)
    refused = refusal(closing.count_election, election, actor=PROGRAM, now=election.closed)
    assert refused.verdict.code == "too_few_candidates"
    with on_commit():
        elections.cancel_election(election, reason={"fi": "Ehdokkaita jäi liian vähän."}, actor=PROGRAM, now=now)
    assert not Ballot.objects.exists()
    assert not election_keys.keys_there()


def test_cancelling_needs_a_reason_and_destroys_all_ballots_and_the_key(now, on_commit):
    election = opened(now=now)
    cast(election.voters.first(), [1], now=now)
    assert refusal(elections.cancel_election, election, reason={}, actor=PROGRAM, now=now).verdict.code == "missing"
    assert SealedBallot.objects.exists()
    with on_commit():
        elections.cancel_election(election, reason={"fi": "Virhe"}, actor=PROGRAM, now=now)
    assert not SealedBallot.objects.exists()
    assert not election_keys.keys_there()
    assert refusal(cast, election.voters.last(), [1], now=now).verdict.code == "cancelled"


# The job, the letters and the key.


def test_a_vote_is_closed_and_counted_by_itself(now, on_commit):
    election = opened(now=timezone.now() - timedelta(days=10), rule="approval", seats=1)
    Election.objects.filter(pk=election.pk).update(closes=timezone.now() + timedelta(days=1))
    cast(election.voters.first(), [1], now=timezone.now())
    closing.close_due_elections(timezone.now())
    election.refresh_from_db()
    assert election.state == Election.State.OPEN
    Election.objects.filter(pk=election.pk).update(closes=timezone.now() - GRACE)
    with on_commit():
        closing.close_when_due.call(str(election.uid))
    election.refresh_from_db()
    assert election.state == Election.State.COUNTED
    closing.close_when_due.call(str(election.uid))
    assert Ballot.objects.count() == 1


def test_a_lost_key_is_told_plainly_and_nothing_is_touched(now):
    election = opened(now=now)
    cast(election.voters.first(), [1], now=now)
    election_keys.destroy_key(election.uid)
    refused = refusal(closed, election)
    assert refused.verdict.code == "key_lost"
    election.refresh_from_db()
    assert (election.state, SealedBallot.objects.count()) == (Election.State.OPEN, 1)
    # The other votes are closed all the same.
    other = opened(now=now)
    closing.close_due_elections(election.closes + GRACE)
    other.refresh_from_db()
    assert other.state != Election.State.OPEN


def test_keys_whose_vote_is_over_are_destroyed_by_the_daily_chore_and_those_of_open_votes_never(now):
    over, running = opened(now=now), opened(now=now)
    cast(over.voters.first(), [1], now=now)
    # As after a kill between the commit and the key's end: nothing that follows a commit is done here.
    closed(over)
    assert set(election_keys.keys_there()) == {over.uid, running.uid}
    closing.destroy_old_keys(now)
    assert election_keys.keys_there() == [running.uid]


def test_a_row_that_is_no_ballot_is_told_and_spoils_nothing(now):
    election = opened(now=now)
    cast(election.voters.first(), [1], now=now)
    real = SealedBallot.objects.get()
    SealedBallot.objects.create(election=election, sealed=b"x" * len(bytes(real.sealed)))
    SealedBallot.objects.create(election=election, sealed=bytes(real.sealed))
    election = closed(election)
    assert (election.unreadable, Ballot.objects.count()) == (2, 1)


def test_every_owner_gets_the_link_and_an_association_without_owners_at_its_own_address(now, mailoutbox):
    election = opened(now=now, voters=2)
    owned, bare = election.voters.select_related("organisation")
    people = [MandateFactory(organisation=owned.organisation).person for _ in range(2)]
    _send(election)
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(
        [*(p.email for p in people), bare.organisation.email]
    )
    assert "/aanesta/" in mailoutbox[0].body
    # Done again, nobody is written to twice; a reminder goes to those who have not voted.
    _send(election)
    assert len(mailoutbox) == 3
    cast(owned, [1], now=now)
    assert election_letters.remind_voters(election, actor=PROGRAM, now=now) == 1
    _send(election)
    assert [letter.to[0] for letter in mailoutbox[3:]] == [bare.organisation.email]


def test_everyone_on_the_roll_of_a_cancelled_vote_is_told_why_once(now, mailoutbox):
    election = opened(now=now, voters=2)
    _send(election)
    elections.cancel_election(election, reason={"fi": "Väärä kysymys"}, actor=PROGRAM, now=now)
    sent = len(mailoutbox)
    for _ in range(2):
        _send(election, election_letters.tell_of_cancelling)
    told = mailoutbox[sent:]
    assert sorted(letter.to[0] for letter in told) == sorted(letter.to[0] for letter in mailoutbox[:sent])
    assert all("Väärä kysymys" in letter.body for letter in told)


def test_whoever_has_not_voted_sees_the_vote_with_its_days_left(now):
    election = opened(now=now, voters=1)
    voter = election.voters.get()
    owner = MandateFactory(organisation=voter.organisation).person
    assert [(one.voter, one.days) for one in votes_to_cast(owner, now=now)] == [(voter, 7)]
    assert not votes_to_cast(owner, now=now, organisation=OrganisationFactory())
    cast(voter, [1], now=now)
    assert not votes_to_cast(owner, now=now)


def _send(election, letters=election_letters.send_links):
    letters.call(str(election.uid))
    worker = Worker()
    while worker.work_once():
        pass
