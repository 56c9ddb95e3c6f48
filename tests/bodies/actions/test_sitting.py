"""A meeting decides only with a quorum, counts no vote twice, loses no words, and remembers what is to be done."""

from datetime import timedelta
from decimal import Decimal

import pytest

from raitti.bodies.actions import agenda, sitting
from raitti.bodies.actions import meetings as planning
from raitti.bodies.facts.meetings import ItemFacts, RecordFacts, TaskFacts
from raitti.bodies.models import AgendaItem, Attendance, Meeting, MeetingTask
from raitti.bodies.queries.attendance import count_of, quorum_of
from raitti.bodies.queries.meetings import DecisionFilter, decisions_of, open_tasks, tasks_before
from raitti.core.verdicts import Refused
from tests.bodies import meetings as made
from tests.bodies.actions.test_meetings import refusal
from tests.bodies.meetings import SYSTEM, decide, facts
from tests.bodies.world import seat
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
Outcome, Presence, Mark = AgendaItem.Outcome, Attendance.Presence, sitting.Mark


@pytest.fixture
def met(now):
    return made.plan(seat(build_world(now)))


def mark(met, holder, presence=Presence.PRESENT, **times):
    marks = {met.attendance(holder).pk: Mark(presence=presence, **times)}
    sitting.mark_attendance(met.meeting, marks, **met.acting)


@pytest.mark.parametrize(
    ("share", "seats", "needed"),
    [("0.5", 3, 2), ("0.5", 4, 2), ("0.667", 3, 2), ("0.333", 3, 1), ("0.75", 8, 6), ("0", 5, 1), ("1", 5, 5)],
)
def test_a_share_is_the_fraction_people_mean(met, share, seats, needed):
    met.seated.body.quorum = Decimal(share)
    assert quorum_of(met.seated.body, seats) == needed


def test_the_quorum_counts_seats_that_decide_and_a_deputy_stands_for_the_member(met):
    made.begin(met, met.deputy, met.secretary)
    assert count_of(met.meeting, met.at(1)).present == 1
    mark(met, met.member)
    assert count_of(met.meeting, met.at(1)).present == 1, "member and deputy have one voice"
    mark(met, met.third)
    count = count_of(met.meeting, met.at(1))
    assert (count.present, count.needed, count.seats, count.is_enough) == (2, 2, 3, True)


def test_seats_that_only_speak_and_seats_that_have_ended_do_not_count(met):
    from tests.bodies.factories import SeatFactory

    SeatFactory(body=met.seated.body, rights="speaking")
    SeatFactory(body=met.seated.body, ended_on=met.now.date())
    made.begin(met)
    assert count_of(met.meeting, met.at(1)).seats == 3


def test_who_came_late_or_left_is_counted_while_they_were_there(met):
    made.begin(met, met.chair)
    mark(met, met.member, arrived=met.at(10), left=met.at(30))
    assert [count_of(met.meeting, met.at(minutes)).present for minutes in (5, 10, 29, 30)] == [1, 2, 2, 1]


def test_nobody_leaves_before_they_came(met):
    made.begin(met)
    marks = {met.attendance(met.member).pk: Mark(presence="present", arrived=met.at(10), left=met.at(5))}
    assert refusal(sitting.mark_attendance, met.meeting, marks, **met.acting) == "order"


def test_only_somebody_present_leads_the_meeting(met):
    made.begin(met, met.member)
    assert refusal(sitting.mark_attendance, met.meeting, {}, led_by=met.chair.pk, **met.acting) == "absent"


@pytest.mark.parametrize("outcome", ["as_proposed", "amended", "tabled", "returned", "noted"])
def test_without_a_quorum_nothing_is_decided_but_that_nothing_is(met, outcome):
    made.begin(met, met.chair)
    assert refusal(decide, met, met.item(), outcome) == "no_quorum"
    assert decide(met, met.item(), Outcome.NOT_DECIDED).outcome == Outcome.NOT_DECIDED


def test_a_meeting_without_a_quorum_is_opened_and_noted_all_the_same(met):
    made.begin(met, met.chair)
    opening = met.meeting.items.get(standing="opening")
    assert decide(met, opening, Outcome.NOTED).outcome == Outcome.NOTED


@pytest.mark.parametrize(
    ("tally", "code"),
    [
        ({"votes_for": 3, "votes_against": 1}, "too_many"),
        ({"votes_for": 2, "votes_against": 1, "votes_blank": 1}, "too_many"),
        ({"votes_for": -1, "votes_against": 1}, "negative"),
        ({"votes_for": 2}, "missing"),
        ({"votes_for": 0, "votes_against": 0}, "none"),
    ],
)
def test_a_tally_that_cannot_be_is_refused(met, tally, code):
    made.begin(met)
    assert refusal(decide, met, met.item(), Outcome.VOTE, **tally) == code


def test_a_vote_keeps_its_tally_and_a_decision_without_a_vote_keeps_none(met):
    made.begin(met)
    voted = decide(met, met.item(), Outcome.VOTE, votes_for=2, votes_against=1)
    assert (voted.votes_for, voted.votes_against, voted.votes_blank) == (2, 1, None)
    again = decide(met, met.item(), Outcome.AS_PROPOSED, votes_for=2)
    assert again.votes_for is None


def test_who_has_an_interest_of_their_own_counts_neither_to_quorum_nor_vote(met):
    made.begin(met)
    item = met.item()
    sitting.note_conflict(item, met.third, reason="Työnantaja", **met.acting)
    assert refusal(decide, met, item, Outcome.VOTE, votes_for=2, votes_against=1) == "too_many"
    sitting.note_conflict(item, met.chair, **met.acting)
    assert refusal(decide, met, item) == "no_quorum"
    assert decide(met, met.item("palkka")).outcome == Outcome.AS_PROPOSED, "it is about one item alone"


def test_the_deputy_speaks_where_the_member_takes_no_part(met):
    made.begin(met, met.member, met.deputy, met.chair)
    item = met.item()
    sitting.note_conflict(item, met.member, **met.acting)
    assert decide(met, item, Outcome.VOTE, votes_for=2, votes_against=0).votes_for == 2


def test_an_interest_is_noted_before_the_decision_or_not_at_all(met):
    made.begin(met)
    item = decide(met, met.item())
    assert refusal(sitting.note_conflict, item, met.third, **met.acting) == "decided"


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_is_lost(met):
    made.begin(met)
    item = met.item()
    first = RecordFacts(record={"fi": "Ensimmäisen teksti."})
    sitting.write_item(item, first, seen=0, **met.acting)
    second = RecordFacts(record={"fi": "Toisen teksti."})
    with pytest.raises(Refused) as refused:
        sitting.write_item(item, second, seen=0, **met.acting)
    assert refused.value.verdict.code == "written_meanwhile"
    assert "test" in str(refused.value.verdict.reason), "it says who wrote"
    item.refresh_from_db()
    assert str(item.record) == "Ensimmäisen teksti."
    assert sitting.write_item(item, second, seen=item.version, **met.acting).version == 2


def test_saving_the_same_again_is_no_writing(met):
    made.begin(met)
    said = RecordFacts(record={"fi": "Sama."})
    sitting.write_item(met.item(), said, seen=0, **met.acting)
    assert sitting.write_item(met.item(), said, seen=0, **met.acting).version == 1


def test_what_was_decided_is_not_moved_changed_or_removed(met):
    made.begin(met)
    item = decide(met, met.item())
    assert refusal(agenda.move_item, item, 1, **met.acting) == "decided"
    assert refusal(agenda.remove_item, item, **met.acting) == "decided"
    assert refusal(agenda.change_item, item, ItemFacts(title={"fi": "Muu"}), **met.acting) == "decided"
    beside = met.item("palkka")
    assert refusal(agenda.move_item, beside, -1, **met.acting) == "decided"


def test_items_are_counted_anew_when_one_is_moved_or_removed(met):
    agenda.move_item(met.item("palkka"), -1, actor=SYSTEM, now=met.now)
    assert [item.position for item in met.meeting.items.all()] == [1, 2, 3, 4, 5, 6, 7]
    assert met.item("palkka").position < met.item().position
    agenda.remove_item(met.item("palkka"), actor=SYSTEM, now=met.now)
    assert [item.position for item in met.meeting.items.all()] == [1, 2, 3, 4, 5, 6]


def test_a_matter_without_a_title_and_a_presenter_nobody_called_are_refused(met):
    acting = {"actor": SYSTEM, "now": met.now}
    assert refusal(agenda.add_item, met.meeting, ItemFacts(title={"fi": " "}), **acting) == "missing"
    stranger = ItemFacts(title={"fi": "Asia"}, presenter=987654)
    assert refusal(agenda.add_item, met.meeting, stranger, **acting) == "unknown"


def test_a_file_must_be_what_its_name_says(met):
    given = {"is_confidential": False, "actor": SYSTEM, "now": met.now}
    assert refusal(agenda.add_paper, met.item(), name="liite.pdf", content=b"MZ virus", **given) == "kind"
    agenda.add_paper(met.item(), name="liite.txt", content=b"Liite", **given)
    assert refusal(agenda.add_paper, met.item(), name="liite.txt", content=b"Toinen", **given) == "taken"


def test_a_meeting_is_closed_once_it_is_said_of_every_matter_what_became_of_it(met):
    made.begin(met)
    assert refusal(sitting.close_meeting, met.meeting, **met.acting) == "undecided"
    for item in met.meeting.items.filter(standing__in=("", "agenda", "checkers")):
        decide(met, item)
    sitting.close_meeting(met.meeting, **met.acting)
    met.again()
    assert met.meeting.state == Meeting.State.HELD
    assert met.meeting.led_by == met.chair
    assert not met.meeting.items.filter(outcome="").exists()


def test_a_task_comes_back_on_the_next_agenda_until_it_is_done(met, now):
    made.begin(met)
    given = TaskFacts(text={"fi": "Kysy kaupungilta"}, owner=met.member.pk, due=met.at().date())
    task = sitting.give_task(met.item(), given, **met.acting)
    made.close(met)
    later = [planning.plan_meeting(met.seated.body, facts(now, days=d), actor=SYSTEM, now=now) for d in (40, 80)]
    for meeting in later:
        assert tasks_before(meeting) == [task]
        items = list(meeting.items.all())
        assert [item.standing for item in items].index("tasks") == 4
        assert [item.position for item in items] == [1, 2, 3, 4, 5, 6]
    sitting.finish_task(task, note="Kysytty", actor=SYSTEM, now=later[0].starts + timedelta(minutes=30))
    assert tasks_before(later[0]) == [task], "what was open when the meeting began was on its agenda"
    assert tasks_before(later[1]) == []
    assert open_tasks(met.seated.body) == []
    task = MeetingTask.objects.get()
    assert refusal(sitting.finish_task, task, **met.acting) == "done"


def test_a_task_given_after_the_next_meeting_was_planned_is_on_its_agenda_when_it_is_called(met, now):
    following = planning.plan_meeting(met.seated.body, facts(now, days=40), actor=SYSTEM, now=now)
    agenda.add_item(following, ItemFacts(title={"fi": "Asia"}), actor=SYSTEM, now=now)
    assert not following.items.filter(standing="tasks").exists()
    made.begin(met)
    sitting.give_task(met.item(), TaskFacts(text={"fi": "Selvitä"}, owner=met.third.pk), **met.acting)
    planning.call_meeting(following, actor=SYSTEM, now=met.at(60))
    assert following.items.filter(standing="tasks").exists()
    assert [item.position for item in following.items.all()] == list(range(1, following.items.count() + 1))


def test_nobody_is_left_to_do_something_who_was_not_called(met):
    from tests.bodies.factories import HolderFactory

    made.begin(met)
    given = TaskFacts(text={"fi": "Selvitä"}, owner=HolderFactory().pk)
    assert refusal(sitting.give_task, met.item(), given, **met.acting) == "unknown"
    given = TaskFacts(text={}, owner=met.third.pk)
    assert refusal(sitting.give_task, met.item(), given, **met.acting) == "missing"


def test_decisions_are_found_across_meetings_by_words_outcome_and_day(met):
    made.close(made.begin(met))
    body, day = met.seated.body, met.at().date()

    def found(**wanted):
        return {item.position for item in decisions_of(body, DecisionFilter(**wanted), only_public=False)}

    both = {met.item().position, met.item("palkka").position}
    assert found() == both
    assert found(words="HYVINVOINTI lausunto") == {met.item().position}
    assert found(outcome="as_proposed", first=day, last=day) == both
    assert found(outcome="tabled") == found(first=day + timedelta(days=1)) == set()
