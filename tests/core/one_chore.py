"""An instance whose only daily chore writes down that it began and, when nothing holds it up, that it finished."""

import time
from datetime import datetime

from django.apps import AppConfig
from django.conf import settings


def keep_diary(now: datetime) -> None:
    diary = settings.DATA / "diary"
    with diary.open("a") as book:
        book.write("began\n")
    while (settings.DATA / "hold").exists():
        time.sleep(0.05)
    with diary.open("a") as book:
        book.write("finished\n")


class OneChore(AppConfig):
    name = "tests.core"
    label = "one_chore"

    def ready(self) -> None:
        from raitti.core import daily

        daily.find_chores = lambda: None
        daily.CHORES.clear()
        daily.CHORES["keep a diary"] = keep_diary
