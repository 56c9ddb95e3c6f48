"""A real worker killed while it writes to many: the next one goes on, and nobody gets a letter twice."""

import re
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.core.conftest import Instance, new_instance, wait_for

MANY = 120


class Chore(NamedTuple):
    """One that writes to many: what there is when it begins, its marks, the table of these, and what counts there."""

    begin: str
    state: str
    table: str
    done: str


ASKING = Chore(
    begin=f"""
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
""",
    state="""
from django_tasks_db.models import DBTaskResult
from raitti.directory.models import CheckRound
letters = DBTaskResult.objects.filter(task_path__endswith="mail._deliver")
answer = [CheckRound.objects.exclude(asked=None).count(), CheckRound.objects.count(), letters.count()]
""",
    table="directory_checkround",
    done="asked",
)
TELLING = Chore(
    begin=f"""
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from raitti.accounts.models import Person
from raitti.core.texts import translated
from raitti.directory.models import Mandate, Matter, Organisation
from raitti.places.models import Area
now = timezone.now()
before = now - timedelta(days=10)
town = Area.objects.create(kind="municipality", code="564", name=translated(fi="Oulu"), slugs={{"fi": "oulu"}})
body = Organisation.objects.create(
    name=translated(fi="Oulun kaupunki"), slugs={{"fi": "oulun-kaupunki"}}, kind="municipality",
    home_municipality=town, publication="published", created=now, changed=now,
)
body.operating_areas.set([town])
people = Person.objects.bulk_create([Person(email=f"y{{number}}@kunta.example") for number in range({MANY})])
rows = [Mandate(person=one, organisation=body, role="steward", since=before.date(), created=before) for one in people]
Mandate.objects.bulk_create(rows)
Matter.objects.create(kind="import", about_uid=uuid4(), title="Yhdistys ry", organisation=body, opened=before)
answer = len(rows)
""",
    state="""
from django_tasks_db.models import DBTaskResult
from raitti.directory.models import QueueReading
letters = DBTaskResult.objects.filter(task_path__endswith="mail._deliver")
answer = [QueueReading.objects.exclude(told=None).count(), QueueReading.objects.count(), letters.count()]
""",
    table="directory_queuereading",
    done="told",
)


def written(here: Instance, chore: Chore) -> int:
    """How many marks there are; looked up beside the worker, without the time a process takes to start."""
    question = f"SELECT count(*) FROM {chore.table} WHERE {chore.done} IS NOT NULL"
    if url := here.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as server:
            return server.execute(question).fetchone()[0]
    with closing(sqlite3.connect(here.folder / "raitti.sqlite3")) as file:
        return file.execute(question).fetchone()[0]


def sent_to(here: Instance) -> Counter[str]:
    """How often each address got its letter."""
    sent = "".join(file.read_text() for file in (here.folder / "mail").glob("*"))
    return Counter(re.findall(r"^To: (\S+)$", sent, re.MULTILINE))


@pytest.mark.parametrize("chore", [ASKING, TELLING], ids=["asking", "telling"])
def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_next_goes_on(tmp_path: Path, chore: Chore) -> None:
    with new_instance(tmp_path) as here:
        here.evaluate(chore.begin)
        killed = here.start("django", "worker", "--lease=1")
        wait_for(lambda: written(here, chore) >= MANY // 10, seconds=60)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        done, begun, letters = here.evaluate(chore.state)
        assert 0 < done < MANY
        assert done == begun == letters

        here.start("django", "worker", "--lease=1")
        wait_for(lambda: sum(sent_to(here).values()) >= MANY, seconds=90)
        assert written(here, chore) == MANY
        assert set(sent_to(here).values()) == {1}
