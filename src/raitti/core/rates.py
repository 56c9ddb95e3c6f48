"""How often one address may ask: a bucket of turns per key, kept in this process's memory."""

from collections import OrderedDict
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from raitti.core.verdicts import YES, Verdict

TOO_MANY = "too_many_requests"
_MOST_KEYS = 50_000


class _Buckets:
    """Turns left per key and the moment they were counted; the key longest untouched is forgotten first."""

    def __init__(self, most_keys: int) -> None:
        self._most_keys = most_keys
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, per_minute: int, now: float) -> float:
        """Take a turn; the answer is 0, or the seconds to wait before the next one."""
        with self._lock:
            left, counted = self._left.pop(key, (float(per_minute), now))
            left = min(per_minute, left + max(0.0, now - counted) * per_minute / 60)
            taken = left >= 1
            self._left[key] = (left - 1 if taken else left, now)
            if len(self._left) > self._most_keys:
                self._left.popitem(last=False)
        return 0.0 if taken else (1 - left) * 60 / per_minute

    def __len__(self) -> int:
        return len(self._left)

    def clear(self) -> None:
        with self._lock:
            self._left.clear()


_buckets = _Buckets(_MOST_KEYS)


def allow(key: str, per_minute: int, *, now: datetime) -> Verdict:
    """Whether `key` may ask once more, at most `per_minute` times a minute; 0 switches the limit off.

    A refusal has the code `too_many_requests` and `details["retry_after"]` in whole seconds.
    Each server process counts for itself, so with N processes up to N times as many pass.
    """
    if per_minute <= 0:
        return YES
    wait = _buckets.take(key, per_minute, now.timestamp())
    if not wait:
        return YES
    reason = _("You have sent many requests in a short time. Please wait a moment and try again.")
    return Verdict(TOO_MANY, reason, {"retry_after": max(1, ceil(wait))})


def allow_sending(request: HttpRequest, what: str, *, now: datetime) -> Verdict:
    """Whether whoever asks may send a form of this kind once more: a person wherever they are, others by connection."""
    who = f"person {request.user.pk}" if is_signed_in(request) else client_address(request)
    return allow(f"{what}:{who}", settings.RAITTI_RATE_FORMS, now=now)


def forget_all() -> None:
    """Give everyone all their turns back."""
    _buckets.clear()


def is_signed_in(request: HttpRequest) -> bool:
    """Whether someone is signed in; without a session cookie the session is never touched."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def client_address(request: HttpRequest) -> str:
    """The address a request comes from, fit for a rate limit's key.

    Behind a proxy it is the last address the proxy added. One IPv6 household owns a whole /64.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.RAITTI_BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
