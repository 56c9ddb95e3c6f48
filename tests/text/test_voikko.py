"""Voikko as the many threads of a server use it."""

import subprocess
import sys
from pathlib import Path

import pytest

from raitti.text.voikko import Voikko

ROOT = Path(__file__).resolve().parents[2]

MANY_AT_ONCE = """
from threading import Thread
from raitti.text.voikko import Voikko

voikko = Voikko()
words = ["näkövammaisten", "vertaistukiryhmään", "liikuntapalveluista", "kylätoimintakeskuksessa"]

def read_all():
    for number in range(1500):
        voikko.read(words[number % 4])

threads = [Thread(target=read_all) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_many_threads_may_ask_at_once():
    try:
        Voikko()
    except LookupError as error:
        pytest.skip(f"{error} (Debian: libvoikko1 voikko-fi)")

    # What goes wrong takes the process with it, so that it is tried in another.
    done = subprocess.run(
        [sys.executable, "-c", MANY_AT_ONCE], env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr.decode()
