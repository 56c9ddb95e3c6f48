"""A real worker killed while it asks a whole region: the next one goes on, and nobody gets a letter twice."""

import re
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import psycopg

from tests.core.conftest import Instance, new_instance, wait_for

MANY = 120
BEGIN = f"""
from datetime import timedelta
from django.utils import timezone
from raitti.core.texts import translated
from raitti.directory.models import Organisation
now = timezone.now()
rows = [
    Organisation(
        name=translated(fi=f"Yhdistys {{number}} ry"), slugs={{"fi": f"yhdistys-{{number}}"}},
        email=f"y{{number}}@yhdistys.example", next_check_due=timezone.localdate(now),
        publication="published", created=now, changed=now,
    )
    for number in range({MANY})
]
answer = len(Organisation.objects.bulk_create(rows))
"""
STATE = """
from django_tasks_db.models import DBTaskResult
from raitti.directory.models import CheckRound, Organisation
letters = DBTaskResult.objects.filter(task_path__endswith="mail._deliver")
answer = [CheckRound.objects.exclude(asked=None).count(), CheckRound.objects.count(), letters.count()]
"""


def rounds(here: Instance) -> int:
    """How many rounds have been begun; looked up beside the worker, without the time a process takes to start."""
    if url := here.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as server:
            return server.execute("SELECT count(*) FROM directory_checkround").fetchone()[0]
    with closing(sqlite3.connect(here.folder / "raitti.sqlite3")) as file:
        return file.execute("SELECT count(*) FROM directory_checkround").fetchone()[0]


def sent_to(here: Instance) -> Counter[str]:
    """How often each address got the letter that asks."""
    sent = "".join(file.read_text() for file in (here.folder / "mail").glob("*"))
    return Counter(re.findall(r"^To: (\S+)$", sent, re.MULTILINE))


def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_next_goes_on(tmp_path: Path) -> None:
    with new_instance(tmp_path) as here:
        here.evaluate(BEGIN)
        killed = here.start("django", "worker", "--lease=1")
        wait_for(lambda: rounds(here) >= MANY // 10, seconds=60)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        asked, begun, letters = here.evaluate(STATE)
        assert 0 < asked < MANY
        assert asked == begun == letters

        here.start("django", "worker", "--lease=1")
        wait_for(lambda: sum(sent_to(here).values()) >= MANY, seconds=90)
        assert rounds(here) == MANY
        assert set(sent_to(here).values()) == {1}
