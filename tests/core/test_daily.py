"""What is done once a day is done once, whoever does it and whoever is killed."""

import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from raitti.core import daily
from raitti.core.jobs import Worker
from raitti.core.models import ChoreDay, LetterSending
from tests.core.conftest import wait_for

MORNING = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """One chore that writes down when it was done, instead of the real ones."""
    done: list[datetime] = []
    monkeypatch.setattr(daily, "CHORES", {"write the diary": done.append})
    monkeypatch.setattr(daily, "find_chores", lambda: None)
    return done


def work_until_empty() -> None:
    while Worker().work_once():
        pass


@pytest.mark.django_db
def test_a_chore_is_done_once_a_day_however_often_workers_look(diary):
    for _ in range(3):
        daily.hand_out_chores(now=MORNING)
        work_until_empty()
    assert len(diary) == 1

    daily.hand_out_chores(now=MORNING + timedelta(days=1))
    work_until_empty()
    assert len(diary) == 2


@pytest.mark.django_db
def test_the_day_is_the_local_one_and_begins_when_people_wake(diary):
    before_five = datetime(2026, 11, 21, 2, 59, tzinfo=UTC)
    assert daily.hand_out_chores(now=before_five) == []
    assert daily.hand_out_chores(now=before_five + timedelta(minutes=1)) == ["write the diary"]
    late_here_but_still_today_in_greenwich = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    assert daily.hand_out_chores(now=late_here_but_still_today_in_greenwich) == []
    assert ChoreDay.objects.get().day == date(2026, 11, 21)


@pytest.mark.django_db
def test_a_chore_that_fails_is_tried_again_and_told(diary):
    tries: list[datetime] = []

    def fail_first(now: datetime) -> None:
        tries.append(now)
        if len(tries) == 1:
            raise ConnectionError("the shed is locked")

    daily.CHORES["sweep"] = fail_first
    daily.hand_out_chores(now=MORNING)
    work_until_empty()
    told = StringIO()
    call_command("chores", stdout=told)
    DBTaskResult.objects.update(run_after=timezone.now())
    work_until_empty()
    after = StringIO()
    call_command("chores", stdout=after)

    assert "waiting 2026-11-21: ConnectionError: the shed is locked" in told.getvalue()
    assert len(tries) == 2
    assert "sweep" in after.getvalue()
    assert "the shed" not in after.getvalue()


@pytest.mark.django_db
def test_a_chore_done_whose_worker_was_killed_before_saying_so_is_not_done_again(diary):
    daily.hand_out_chores(now=MORNING)
    work_until_empty()
    DBTaskResult.objects.update(status="READY", finished_at=None, run_after=timezone.now())
    work_until_empty()

    assert len(diary) == 1


@pytest.mark.django_db
def test_marks_of_old_letters_are_forgotten(now):
    LetterSending.objects.create(job="6f1c8f1e-0000-4000-8000-000000000001", at=now - timedelta(days=61))
    LetterSending.objects.create(job="6f1c8f1e-0000-4000-8000-000000000002", at=now)
    call_command("chores", run="forget old letters and chores", stdout=StringIO())

    assert LetterSending.objects.count() <= 1


@pytest.mark.django_db
def test_a_chore_there_is_not_is_told():
    with pytest.raises(CommandError, match="There is no chore"):
        call_command("chores", run="fly", stdout=StringIO())


def test_real_workers_killed_and_started_together_do_a_day_s_chores_once_each(instance):
    instance.environment["DJANGO_SETTINGS_MODULE"] = "tests.core.settings_with_chores"
    killed = instance.start("django", "worker", "--lease=1")
    diary = instance.folder / "diary"
    hold = instance.folder / "hold"
    hold.touch()
    wait_for(lambda: diary.exists() and "began" in diary.read_text())
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    hold.unlink()
    for _ in range(2):
        instance.start("django", "worker", "--lease=1")
    wait_for(lambda: "finished" in diary.read_text())
    done = "from raitti.core.models import ChoreDay\nanswer = ChoreDay.objects.filter(done=None).count()"
    wait_for(lambda: instance.evaluate(done) == 0)

    assert diary.read_text().split() == ["began", "began", "finished"]
