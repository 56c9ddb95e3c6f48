"""Slow work survives its worker."""

import signal
import subprocess
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from raitti.core import jobs
from raitti.core.models import JobLease
from tests.core import example_jobs
from tests.core.conftest import Instance, wait_for


def enqueue(instance: Instance, name: str) -> None:
    folder = str(instance.folder)
    instance.evaluate(f"from tests.core.example_jobs import {name}\n{name}.enqueue({folder!r})\nanswer = 1")


def start_worker(instance: Instance, lease: float) -> subprocess.Popen[str]:
    """Start a worker and wait until it says that it is there."""
    worker = instance.start("django", "worker", f"--lease={lease}")
    assert any("Waiting" in line for line in worker.stdout)
    return worker


def diary(instance: Instance) -> list[str]:
    path = instance.folder / "diary"
    return path.read_text().split() if path.exists() else []


def stored_job(instance: Instance) -> dict:
    return instance.evaluate(
        "from django_tasks_db.models import DBTaskResult\n"
        "row = DBTaskResult.objects.get(task_path__startswith='tests.')\n"
        "answer = {'status': row.status, 'attempts': len(row.worker_ids)}"
    )


def test_a_job_whose_worker_is_killed_is_finished_once_by_another(instance):
    hold = instance.folder / "hold"
    hold.touch()
    enqueue(instance, "do_while_held")
    killed = start_worker(instance, 1)
    wait_for(lambda: diary(instance) == ["began"])

    killed.send_signal(signal.SIGKILL)
    killed.wait()
    hold.unlink()
    others = [start_worker(instance, 1) for _ in range(2)]
    wait_for(lambda: "finished" in diary(instance))
    for other in others:
        other.send_signal(signal.SIGTERM)
        assert other.wait(20) == 0

    assert diary(instance) == ["began", "began", "finished"]
    assert stored_job(instance) == {"status": "SUCCESSFUL", "attempts": 2}


def test_a_slow_job_is_not_taken_from_a_living_worker(instance):
    hold = instance.folder / "hold"
    hold.touch()
    enqueue(instance, "do_while_held")
    first = start_worker(instance, 0.6)
    wait_for(lambda: diary(instance) == ["began"])

    # The other looks at the lease whenever it looks for work.
    start_worker(instance, 0.6)
    enqueue(instance, "do_at_once")
    wait_for(lambda: "finished" in diary(instance))
    first.send_signal(signal.SIGTERM)
    hold.unlink()

    assert first.wait(20) == 0
    assert diary(instance) == ["began", "finished", "finished"]


def test_what_somebody_waits_for_does_not_wait_for_a_slow_job(instance):
    hold = instance.folder / "hold"
    hold.touch()
    enqueue(instance, "do_while_held")
    worker = start_worker(instance, 60)
    wait_for(lambda: diary(instance) == ["began"])

    enqueue(instance, "do_quickly")
    wait_for(lambda: diary(instance) == ["began", "quick"])

    worker.send_signal(signal.SIGTERM)
    hold.unlink()
    assert worker.wait(20) == 0
    assert diary(instance) == ["began", "quick", "finished"]


@pytest.mark.django_db
def test_a_job_is_wanted_only_if_the_transaction_that_wants_it_holds(tmp_path):
    with transaction.atomic():
        example_jobs.do_at_once.enqueue(str(tmp_path))
        transaction.set_rollback(True)

    assert not jobs.Worker().work_once()


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_after_ever_longer_pauses_until_it_is_dead(tmp_path):
    example_jobs.fail.enqueue(str(tmp_path))
    pauses = []

    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.Worker().work_once()
        assert not jobs.Worker().work_once(), "it must wait first"
        tried = DBTaskResult.objects.get()
        pauses.append(tried.run_after - timezone.now())
        DBTaskResult.objects.update(run_after=timezone.now())

    dead = jobs.dead_jobs().get()
    minutes = [round(pause / timedelta(minutes=1)) for pause in pauses[:-1]]
    assert minutes == sorted(minutes)
    assert pauses[0] > timedelta(seconds=10)
    assert sum(pauses[:-1], timedelta()) > timedelta(hours=12), "a mail server may be away for a night"
    assert "the post office is closed" in dead.traceback
    assert len((tmp_path / "diary").read_text().split()) == jobs.MOST_ATTEMPTS
    assert not JobLease.objects.exists()


@pytest.mark.django_db
def test_a_dead_job_can_be_revived(tmp_path):
    example_jobs.do_at_once.enqueue(str(tmp_path))
    dead = DBTaskResult.objects.get()
    dead.set_failed(ConnectionError())

    assert jobs.revive(dead.pk)
    assert jobs.Worker().work_once()

    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert not jobs.revive(dead.pk)


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up(tmp_path, now):
    example_jobs.do_at_once.enqueue(str(tmp_path))
    for number in range(jobs.MOST_ATTEMPTS):
        taken = DBTaskResult.objects.ready().get()
        taken.claim(str(number))
        JobLease.objects.create(job=taken.pk, worker=str(number), until=now)

        jobs.reclaim(now=now + timedelta(seconds=1))

    assert jobs.dead_jobs().get().exception_class_path.endswith("WorkerVanished")


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_does_not_write_over_the_other_s_work(tmp_path, now):
    example_jobs.do_at_once.enqueue(str(tmp_path))
    slow = jobs.Worker()
    taken = slow._take(now)
    jobs.reclaim(now=now + jobs.LEASE + timedelta(seconds=1))
    DBTaskResult.objects.update(run_after=now)
    assert jobs.Worker().work_once()

    slow._finish(taken, ConnectionError("too late"))

    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db
def test_what_a_finished_job_was_told_is_forgotten(tmp_path):
    example_jobs.do_at_once.enqueue(str(tmp_path))
    jobs.Worker().work_once()

    jobs.forget_finished(now=timezone.now())
    assert DBTaskResult.objects.exists()

    jobs.forget_finished(now=timezone.now() + timedelta(days=2))
    assert not DBTaskResult.objects.exists()
