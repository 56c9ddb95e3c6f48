"""`python -m raitti.voting FILE`: count a published ballot file again, without database or framework."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from raitti.voting import BadElection, count, read_election, result_of
from raitti.voting.telling import lines_of

DONE, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None, *, called: str = "python -m raitti.voting") -> int:
    """Count one file; the exit code: 0 counted, 1 refused (one sentence says why), 2 misunderstood."""
    parser = argparse.ArgumentParser(prog=called, description="Count the ballots of an election again.")
    parser.add_argument("file", type=Path, help="the ballots as published, JSON or CSV")
    parser.add_argument("--json", action="store_true", help="the whole count as JSON, with exact fractions")
    asked = parser.parse_args(arguments)
    try:
        outcome = count(*read_election(asked.file.read_bytes()))
    except (BadElection, OSError) as error:
        sys.stderr.write(f"{asked.file} cannot be counted: {error}\n")
        return FAILED
    told = [json.dumps(result_of(outcome), ensure_ascii=False, indent=1)] if asked.json else lines_of(outcome)
    sys.stdout.writelines(f"{line}\n" for line in told)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
