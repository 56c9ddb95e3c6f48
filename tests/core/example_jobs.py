"""Jobs for tests: they write down what they do in a file."""

import time
from pathlib import Path

from raitti.core.jobs import QUICK, job


def _write(folder: str, word: str) -> None:
    with (Path(folder) / "diary").open("a") as diary:
        diary.write(word + "\n")


@job
def do_while_held(folder: str) -> None:
    """Begin, wait as long as the file `hold` is there, finish."""
    _write(folder, "began")
    while (Path(folder) / "hold").exists():
        time.sleep(0.05)
    _write(folder, "finished")


@job
def do_at_once(folder: str) -> None:
    _write(folder, "finished")


@job(queue_name=QUICK)
def do_quickly(folder: str) -> None:
    _write(folder, "quick")


@job
def fail(folder: str) -> None:
    _write(folder, "began")
    raise ConnectionError("the post office is closed")
