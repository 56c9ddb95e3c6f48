"""`make test`: the whole suite on SQLite and on PostgreSQL, and the journeys in a real browser.

Stops at the first run that fails, so that the last lines are always those of pytest that matter.
Arguments are handed to pytest: `make test ARGS="-k search"`. With CI set nothing may be left out.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chromium import find_chromium  # noqa: E402 — this file is run as a script
from tests.postgres import NoPostgres, postgres  # noqa: E402

# No tests matched the arguments: an error in CI, normal when one searches by a word.
NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    """Run the suite twice; the exit code of pytest, or 1 when something was left out in CI."""
    left_out = []
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except NoPostgres as reason:
            url = None
            left_out.append(f"PostgreSQL was left out: {reason}")
        journeys = find_chromium() is not None
        if not journeys:
            left_out.append("The browser journeys were left out: no Chromium (Debian, Ubuntu: apt install chromium).")
        for line in left_out:
            print(line, flush=True)
        if left_out and os.environ.get("CI"):
            return 1
        subprocess.run([sys.executable, "-m", "raitti", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        if url is not None:
            code = run_pytest("PostgreSQL", ["-m", "not browser", *arguments], {"DATABASE_URL": url})
            if code not in {0, NOTHING_COLLECTED}:
                return code
        what = "SQLite and the browser" if journeys else "SQLite"
        code = run_pytest(what, [*([] if journeys else ["-m", "not browser"]), *arguments], {"DATABASE_URL": ""})
    return 0 if code == NOTHING_COLLECTED and arguments and not os.environ.get("CI") else code


def run_pytest(what: str, arguments: list[str], environment: dict[str, str]) -> int:
    """One run of pytest on both processor cores; its exit code."""
    print(f"\n=== {what} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", processes(), *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def processes() -> str:
    return str(max(1, min(4, os.cpu_count() or 1)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
