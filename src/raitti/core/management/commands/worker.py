"""Carry out slow work: mail and other jobs in the queue."""

import logging
import os
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from types import FrameType
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from raitti.core import jobs
from raitti.core.daily import hand_out_chores

logger = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
_TIDY_EVERY = timedelta(hours=1)
_CHORES_EVERY = timedelta(minutes=1)


class Command(BaseCommand):
    help = (
        "Carry out slow work, such as mail, and each day's chores, until told to stop. SIGTERM lets the job at hand"
        " finish first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="do one job, if one is due, and stop")
        how.add_argument("--until-empty", action="store_true", help="stop when no job is due")
        how.add_argument("--dead", action="store_true", help="list the jobs that were tried in vain, and stop")
        how.add_argument("--revive", type=UUID, metavar="ID", help="let a dead job be tried anew, and stop")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the process that started this one has ended"
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=jobs.LEASE.total_seconds(),
            metavar="SECONDS",
            help="how long a worker is believed without a sign of life (%(default)s)",
        )

    def handle(
        self,
        *,
        once: bool,
        until_empty: bool,
        dead: bool,
        revive: UUID | None,
        lease: float,
        with_parent: bool,
        **_: Any,
    ) -> None:
        self._parent = os.getppid() if with_parent else None
        self._tidied: datetime | None = None
        self._looked: datetime | None = None
        if dead:
            self._list_dead()
        elif revive:
            if not jobs.revive(revive):
                raise CommandError(f"There is no dead job {revive}.")
        elif once:
            self._new_worker(lease).work_once()
        else:
            self._work(lease, until_empty=until_empty)

    def _new_worker(self, lease: float, queue: str = "") -> jobs.Worker:
        return jobs.Worker(lease=timedelta(seconds=lease), queue=queue)

    def _tidy(self) -> None:
        now = timezone.now()
        if self._tidied is None or now - self._tidied > _TIDY_EVERY:
            jobs.forget_finished(now=now)
            self._tidied = now

    def _hand_out_chores(self) -> None:
        now = timezone.now()
        if self._looked is not None and now - self._looked <= _CHORES_EVERY:
            return
        self._looked = now
        try:
            hand_out_chores(now=now)
        except OperationalError:
            raise
        except Exception:
            # Letters go out even when a room's chores cannot be loaded.
            logger.exception("The day's chores could not be handed out.")

    def _list_dead(self) -> None:
        dead = list(jobs.dead_jobs())
        if not dead:
            self.stdout.write("No job is dead.")
        for found in dead:
            last_line = found.traceback.strip().rpartition("\n")[2]
            self.stdout.write(f"{found.pk}  {found.finished_at:%Y-%m-%d %H:%M}  {found.task_path}  {last_line}")

    def _work(self, lease: float, *, until_empty: bool) -> None:
        stop = Event()

        def ask_to_stop(signum: int, frame: FrameType | None) -> None:
            stop.set()
            # Whoever asks a second time means it.
            signal.signal(signum, signal.SIG_DFL)

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        self.stdout.write("Waiting for jobs; Ctrl-C or SIGTERM stops.")
        self.stdout.flush()
        everything = self._new_worker(lease)
        if until_empty:
            self._carry_on(everything, stop, before=self._tidy, until_empty=True)
            return

        def see_to_the_day() -> None:
            self._tidy()
            self._hand_out_chores()

        # Whoever waits for a code to sign in with does not wait for a harvest that takes minutes.
        was_told = Event()
        quick = Thread(target=self._carry_on_beside, args=(self._new_worker(lease, jobs.QUICK), stop, was_told))
        quick.start()
        try:
            self._carry_on(everything, stop, before=see_to_the_day)
        finally:
            stop.set()
            quick.join()
        if not was_told.is_set():
            raise CommandError("The half of the worker that does quick jobs has failed.")

    def _carry_on_beside(self, worker: jobs.Worker, stop: Event, was_told: Event) -> None:
        """Do quick jobs until told to stop; half a worker is none, so a failure stops the other half, too."""
        try:
            self._carry_on(worker, stop)
            was_told.set()
        finally:
            stop.set()
            connection.close()

    def _carry_on(
        self, worker: jobs.Worker, stop: Event, *, before: Callable[[], None] | None = None, until_empty: bool = False
    ) -> None:
        while not stop.is_set() and self._parent in {None, os.getppid()}:
            try:
                if before is not None:
                    before()
                found = worker.work_once()
            except OperationalError as error:
                # The database may be restarting; jobs wait in it, so there is nothing to lose.
                self.stderr.write(f"The database does not answer: {error}")
                stop.wait(5 * _LOOK_EVERY)
                continue
            if not found and until_empty:
                return
            if not found:
                stop.wait(_LOOK_EVERY)
