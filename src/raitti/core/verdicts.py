"""Every no carries its reason: what rules answer and how a refusal travels."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """A rule's answer: true when allowed, false with a `code` and a `reason` when refused.

    `reason` is a (lazily translated) sentence for the reader; `code` is for programs.
    """

    code: str = ""
    reason: str | Promise = ""
    details: dict[str, Any] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return not self.code


YES = Verdict()


class Refused(Exception):
    """Raised by `require`; one middleware and one API handler turn it into an answer."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Let an allowed act go on; raise `Refused` with the reason otherwise."""
    if not verdict:
        raise Refused(verdict)
