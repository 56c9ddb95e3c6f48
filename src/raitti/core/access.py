"""Who saw data that are not everyone's, when and why: noted by the pages that show them, kept for two years."""

from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.core.daily import daily
from raitti.core.deeds import in_words
from raitti.core.models import AccessEntry
from raitti.core.personal import Holding, register_holding

KEPT = relativedelta(months=24)
# Turning pages back and forth is one seeing.
_ONCE = timedelta(hours=1)


def note_access(actor: Any, what: str, subject: Model, *, now: datetime, why: str = "") -> None:
    """Write down that a person is shown something protected of `subject`; again within the hour counts as once.

    `what` is a short lasting word such as `contacts` or `claim proof`, `why` the page or matter it was shown for.
    Nothing of the data themselves belongs here.
    """
    known = {
        "what": what,
        "actor_id": str(getattr(actor, "pk", "") or ""),
        "subject_kind": subject._meta.model_name or "",
        "subject_id": str(getattr(subject, "uid", subject.pk)),
        "why": why[:200],
    }
    if AccessEntry.objects.filter(**known, at__gt=now - _ONCE).exists():
        return
    AccessEntry.objects.create(**known, actor_label=str(actor)[:200], subject_label=str(subject)[:200], at=now)


def accesses_to(subject: Model) -> QuerySet[AccessEntry]:
    """Who has seen what of a thing, the latest first."""
    kind = subject._meta.model_name or ""
    return AccessEntry.objects.filter(subject_kind=kind, subject_id=str(getattr(subject, "uid", subject.pk)))


@daily("forget old accesses")
def forget_old_accesses(now: datetime) -> None:
    AccessEntry.objects.filter(at__lt=now - KEPT).delete()


def _show(person: Any) -> list[dict[str, Any]]:
    own = AccessEntry.objects.filter(actor_id=str(person.pk))
    return [
        {
            "what": in_words(entry.what),
            "of": entry.subject_label,
            "why": in_words(entry.why),
            "at": entry.at.isoformat(),
        }
        for entry in own
    ]


def _erase(person: Any, now: datetime) -> list[str | Promise]:
    if not AccessEntry.objects.filter(actor_id=str(person.pk)).exists():
        return []
    return [
        _(
            "That you have seen data which are not everyone’s stays written down for two years, so that those whom "
            "they are about can know of it."
        )
    ]


register_holding("accesses", Holding(_("What you have seen that is not everyone’s"), _show, _erase))
