"""The letters that wait to be sent, as their readers would see them."""

import re
from typing import NamedTuple

from django_tasks_db.models import DBTaskResult


class Letter(NamedTuple):
    to: str
    subject: str
    text: str
    html: str

    def path(self) -> str:
        """The path of the first address in the letter."""
        found = re.search(r"https?://[^/\s]+(/\S*)", self.text)
        assert found, self.text
        return found[1]


def letters(to: str = "") -> list[Letter]:
    """All letters queued so far, oldest first; `to` picks those to one address."""
    rows = DBTaskResult.objects.filter(task_path__endswith="mail._deliver").order_by("enqueued_at", "id")
    found = [Letter(*row.args_kwargs["args"]) for row in rows]
    return [letter for letter in found if not to or letter.to == to]
