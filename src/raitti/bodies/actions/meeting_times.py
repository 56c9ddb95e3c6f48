"""When a meeting is, as people write it: a local day and clock times, in summer and in winter."""

from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks


def moments(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Beginning and end as moments; refused where the clocks jump over one of them, or the end comes first."""
    starts, finishes = _moment("begins", day, begins), _moment("ends", day, ends)
    if finishes <= starts:
        checks.refuse("ends", ends.isoformat("minutes"), _("The meeting ends before it begins."), code="order")
    return starts, finishes


def _moment(field: str, day: date, clock: time) -> datetime:
    """An hour that comes twice, when winter time begins, is its first one."""
    local = datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).time() != clock:
        reason = _("This hour does not exist: clocks are put forward that night. Choose another time.")
        checks.refuse(field, clock.isoformat("minutes"), reason, code="skipped")
    return moment
