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
# The code of a refusal that depends on who asks, not on how things stand.
NOT_ALLOWED = "not_allowed"
# Nobody has signed in: pages lead to where one does.
SIGN_IN = "sign_in"
# Someone has signed in, but their role asks for a second factor.
SECOND_FACTOR = "second_factor"
_STATUS = {NOT_ALLOWED: 403, SIGN_IN: 401, SECOND_FACTOR: 403, "too_many_requests": 429}


def status_of(verdict: Verdict) -> int:
    """The HTTP status a refusal travels with: 401 and 403 for who asks, 429 for how often, else 409."""
    return _STATUS.get(verdict.code, 409)


class Refused(Exception):
    """Raised by `require`; one middleware and one API handler turn it into an answer."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Let an allowed act go on; raise `Refused` with the reason otherwise."""
    if not verdict:
        raise Refused(verdict)
