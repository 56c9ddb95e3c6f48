"""Slow work that survives its worker: a job is a row written in the transaction that wants it.

    @job
    def count_visitors(year: int) -> None: ...

    count_visitors.enqueue(2026)

A worker takes a job on a lease and keeps renewing it. A job that fails is tried again later, each time
after a longer pause; one whose worker vanished is taken up by another when the lease runs out. After
`MOST_ATTEMPTS` it is dead and waits for a person. So a job may be begun more than once: write it so
that doing it again does no harm. Arguments are JSON and are forgotten when the job is done.

`@job(queue_name=QUICK)` is for what takes seconds and somebody waits for: it does not stand behind slow jobs.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from traceback import format_exception
from uuid import UUID, uuid4

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult, get_date_max

from raitti.core.models import JobLease

job = task

QUICK = "quick"
# The priority of what nobody waits for: where thousands of these stand in line, others go first.
CAN_WAIT = -50

LEASE = timedelta(seconds=60)
# With the pauses between them this lasts seventeen hours: a mail server may be away for a night.
MOST_ATTEMPTS = 10
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(hours=4)
# How long the row of a job lives on: its arguments may hold an address or a message.
_KEEP_DONE = timedelta(days=1)
_KEEP_DEAD = timedelta(days=30)

logger = logging.getLogger(__name__)


class WorkerVanished(Exception):
    """What is written down for a job whose workers were killed each time they tried."""


class Worker:
    """Takes jobs one at a time until there are none, or until told to stop; of one queue only, or of all."""

    def __init__(self, *, lease: timedelta = LEASE, queue: str = "") -> None:
        self.name = uuid4().hex
        self._lease = lease
        self._queue = queue

    def work_once(self) -> bool:
        """Carry out the next job that is due; whether there was one."""
        _drop_broken_connection()
        now = timezone.now()
        reclaim(now=now)
        taken = self._take(now)
        if taken is None:
            return False
        with self._sign_of_life(taken):
            self._carry_out(taken)
        return True

    def _take(self, now: datetime) -> DBTaskResult | None:
        waiting = DBTaskResult.objects.ready()
        if self._queue:
            waiting = waiting.filter(queue_name=self._queue)
        if not waiting.exists():
            return None
        # On SQLite the transaction itself lets one worker in at a time, on PostgreSQL the row's lock does.
        with transaction.atomic():
            taken = waiting.all().get_locked()
            if taken is not None:
                taken.claim(self.name)
                JobLease.objects.create(job=taken.pk, worker=self.name, until=now + self._lease)
        return taken

    @contextmanager
    def _sign_of_life(self, taken: DBTaskResult) -> Iterator[None]:
        """Renew the lease from a thread of its own for as long as the job runs."""
        done = Event()

        def renew() -> None:
            while not done.wait(self._lease.total_seconds() / 3):
                try:
                    JobLease.objects.filter(job=taken.pk, worker=self.name).update(until=timezone.now() + self._lease)
                except DatabaseError:
                    logger.exception("The lease of job %s could not be renewed.", taken.pk)
                finally:
                    connection.close()

        thread = Thread(target=renew, name="sign of life", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _carry_out(self, taken: DBTaskResult) -> None:
        try:
            wanted, asked = taken.task, taken.task_result
            # The two packages describe the same result with classes of their own.
            context = [TaskContext(task_result=asked)] if wanted.takes_context else []  # type: ignore[arg-type]
            wanted.call(*context, *asked.args, **asked.kwargs)
        except Exception as error:
            logger.exception("Job %s (%s) failed.", taken.pk, taken.task_path)
            self._finish(taken, error)
        else:
            self._finish(taken, None)

    def _finish(self, taken: DBTaskResult, error: Exception | None) -> None:
        """Write down how it went, unless the lease ran out and the job is another worker's by now."""
        _drop_broken_connection()
        now = timezone.now()
        with transaction.atomic():
            if not JobLease.objects.filter(job=taken.pk, worker=self.name).delete()[0]:
                logger.warning("Job %s (%s) took longer than its lease and was given away.", taken.pk, taken.task_path)
            elif error is None:
                taken.set_successful(None)
            else:
                _put_back(taken, error, now=now)


def _drop_broken_connection() -> None:
    """Begin on a sound connection, whatever happened to the one before; within a transaction it cannot be changed."""
    if not connection.in_atomic_block:
        close_old_connections()


def reclaim(*, now: datetime) -> int:
    """Give back the jobs whose workers have shown no sign of life; how many there were."""
    lost = JobLease.objects.filter(until__lt=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        leases = list(lost.select_for_update(skip_locked=True))
        JobLease.objects.filter(pk__in=[lease.pk for lease in leases]).delete()
        for held in DBTaskResult.objects.running().filter(pk__in=[lease.job for lease in leases]):
            logger.warning("The worker of job %s (%s) vanished.", held.pk, held.task_path)
            _put_back(held, WorkerVanished("The worker was stopped while it did this job."), now=now)
    return len(leases)


def _put_back(held: DBTaskResult, error: Exception, *, now: datetime) -> None:
    """Let the job be tried again after a pause, or count it among the dead when it has been tried enough."""
    attempts = len(held.worker_ids)
    if attempts >= MOST_ATTEMPTS:
        held.set_failed(error)
        return
    held.status = TaskResultStatus.READY
    pause = (
        timedelta() if isinstance(error, WorkerVanished) else min(_FIRST_PAUSE * 4 ** (attempts - 1), _LONGEST_PAUSE)
    )
    held.run_after = now + pause
    held.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    held.traceback = "".join(format_exception(error))
    held.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])


def dead_jobs() -> QuerySet[DBTaskResult]:
    """Jobs that were tried `MOST_ATTEMPTS` times in vain, the latest first; `traceback` tells why."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


def revive(dead: UUID) -> bool:
    """Let a dead job be tried anew from the beginning; whether there was such a job."""
    fresh = {"status": TaskResultStatus.READY, "worker_ids": [], "run_after": get_date_max(), "finished_at": None}
    return bool(dead_jobs().filter(pk=dead).update(**fresh))


def forget_finished(*, now: datetime) -> None:
    """Drop the rows of jobs done a day ago, and of jobs dead for a month."""
    DBTaskResult.objects.successful().filter(finished_at__lt=now - _KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - _KEEP_DEAD).delete()
