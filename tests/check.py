"""`make check`: everything about the code that a machine can judge without running it. Tells all faults at once."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
CHECKS = {
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--quiet", "--check", "."],
    "types": [BIN / "mypy", "--no-error-summary"],
    "room order": [BIN / "lint-imports", "--no-logo"],
    "templates": [BIN / "djlint", "src/raitti/templates", "--lint", "--quiet"],
    "deployment settings": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "messages": [sys.executable, "tests/messages.py"],
}


def main() -> int:
    """Run every check; 1 when any found a fault."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RAITTI_")}
        environment |= as_in_production(folder)
        for name, command in CHECKS.items():
            began = time.monotonic()
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment,
                text=True,
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            if done.returncode:
                faults.append(name)
                print(done.stdout.rstrip())
            print(f"{'FAULTS' if done.returncode else 'good':7} {name} ({time.monotonic() - began:.0f} s)", flush=True)
    if faults:
        print(f"\nFaults in: {', '.join(faults)}.")
    return 1 if faults else 0


def as_in_production(folder: str) -> dict[str, str]:
    """The environment of a real instance, but with a folder that is thrown away."""
    return {
        "RAITTI_SECRET_KEY": secrets.token_urlsafe(60),
        "RAITTI_HOST": "raitti.example.org",
        "RAITTI_DATA": folder,
        "DATABASE_URL": "",
    }


if __name__ == "__main__":
    sys.exit(main())
