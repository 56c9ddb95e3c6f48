"""What links of letters about meetings hold, and what is read from them: for those who have no account."""

from datetime import timedelta

from raitti.bodies.models import Attendance, Minutes, MinutesCheck
from raitti.core.links import read, sign

_ANSWER, _CHECK, _SIGN = "meeting answer", "minutes check", "minutes signature"
# A meeting may be called long before, and minutes may wait for a signature over a summer.
_KEPT = timedelta(days=200)


def answer_token(attendance: Attendance) -> str:
    return sign(_ANSWER, str(attendance.uid))


def check_token(check: MinutesCheck) -> str:
    return sign(_CHECK, str(check.uid))


def signing_token(minutes: Minutes, role: str, holder: int) -> str:
    """For one holder to sign as one thing."""
    return sign(_SIGN, [minutes.pk, role, holder])


def attendance_of(token: str) -> Attendance | None:
    """Whose answer a link is for."""
    uid = read(_ANSWER, token, max_age=_KEPT)
    found = Attendance.objects.select_related("holder", "holding__seat", "meeting__body__steward")
    return found.filter(uid=uid).first() if uid else None


def check_of(token: str) -> MinutesCheck | None:
    """Whose check of which minutes a link is for."""
    uid = read(_CHECK, token, max_age=_KEPT)
    found = MinutesCheck.objects.select_related("holder", "minutes__meeting__body__steward")
    return found.filter(uid=uid).first() if uid else None


def signing_of(token: str) -> tuple[Minutes, str, int] | None:
    """Which minutes, as what and by which holder a link lets them be signed."""
    said = read(_SIGN, token, max_age=_KEPT)
    if not said:
        return None
    key, role, holder = said
    found = Minutes.objects.select_related("meeting__body__steward", "meeting__led_by").filter(pk=key).first()
    return (found, role, holder) if found is not None else None
