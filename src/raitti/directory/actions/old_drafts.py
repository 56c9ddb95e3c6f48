"""Drafts as what is known of a person: handed out, erased, and not kept for ever."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.personal import Holding, register_holding
from raitti.directory.models import Draft

# A year and a half: whoever writes once a year finds last year's draft.
KEPT = timedelta(days=548)


@daily("remove old drafts")
def remove_old_drafts(now: datetime) -> None:
    """Remove what nobody has touched for so long that it cannot be meant to be published."""
    for draft in Draft.objects.filter(saved__lt=now - KEPT):
        record(System("daily"), "removed old draft", draft, now=now)
        draft.delete()


def _show(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "about": draft.get_thing_kind_display(),
            "organisation": str(draft.organisation) if draft.organisation else "",
            "written": draft.fields,
            "saved": draft.saved.isoformat(),
        }
        for draft in person.drafts.select_related("organisation").order_by("created", "pk")
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    person.drafts.all().delete()
    return []


register_holding("drafts", Holding(_("What you have written and not published"), _show, _erase))
