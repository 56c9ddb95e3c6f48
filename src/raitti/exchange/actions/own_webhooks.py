"""Addresses that are told of changes, as data about whoever had them told: handed out, and without them on request."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import has_address, names_of
from raitti.core.personal import Holding, register_holding
from raitti.exchange.models import Webhook


def _show(person: Person) -> list[dict[str, Any]]:
    return [
        {"of": str(one.organisation or one.portal), "url": one.url, "email": one.email, "made": one.created.isoformat()}
        for one in Webhook.objects.filter(has_address(person)).select_related("organisation", "portal")
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """They go on telling, for the organisation they belong to."""
    Webhook.objects.filter(has_address(person)).update(email="")
    Webhook.objects.filter(created_by__in=names_of(person)).update(created_by="…")
    return []


register_holding("webhooks", Holding(_("Where other programs are told of changes for you"), _show, _erase))
