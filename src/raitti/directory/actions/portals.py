"""Saving portals, the regions' public faces."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.verdicts import require
from raitti.directory.actions import checks, indexing, saving
from raitti.directory.actions.saving import Saved
from raitti.directory.actions.scheduling import reschedule
from raitti.directory.facts import PortalFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation, Portal
from raitti.directory.rules import may_set_region

_SET_ON_PAGES = ("looks_first", "check_months", "hide_after_months")


@transaction.atomic
def save_portal(
    facts: PortalFacts, *, steward: Organisation, actor: Any, now: datetime, lookup: Lookup | None = None
) -> Saved:
    """Make the portal of a key what the facts say; what its areas hold is marked as its own in the index.

    How its pages are looked after (`set_region`) counts only for a new one: afterwards that is its steward's to say.
    A new portal, or other areas, re-indexes everything in them: pass nothing big in a loop.
    """
    lookup = lookup or Lookup()
    found = Portal.objects.filter(key=facts.key).first()
    portal = found or Portal(key=facts.key)
    areas = checks.areas("areas", facts.areas, lookup)
    if not areas:
        checks.refuse("areas", "", _("A portal needs an area to show."), code="missing")
    hostname = checks.text("hostname", facts.hostname)
    if Portal.objects.filter(hostname=hostname).exclude(key=facts.key).exists():
        checks.refuse("hostname", hostname, _("Another portal has this address."), code="taken")
    fields = {
        "hostname": hostname,
        "name": checks.name(facts.name),
        "languages": checks.languages(facts.languages),
        "name_of": checks.texts("name_of", facts.name_of),
        "name_in_region": checks.texts("name_in_region", facts.name_in_region),
        "intro": checks.texts("intro", facts.intro),
        "about": checks.texts("about", facts.about),
        "theme": dict(facts.theme),
        "steward": steward,
        "contact_email": checks.email(facts.contact_email, "contact_email"),
        "contact_phone": checks.text("contact_phone", facts.contact_phone),
        "position": facts.position,
    }
    if found is None:
        fields |= {name: getattr(facts, name) for name in _SET_ON_PAGES}
    checks.short(Portal, fields)
    changes = saving.differences(portal, fields)
    saving.set_fields(portal, fields)
    if changes:
        portal.save()
    before = sorted(portal.areas.values_list("pk", flat=True)) if found else []
    if before != sorted(areas):
        portal.areas.set(areas)
        changes["areas"] = [before, sorted(areas)]
    if not changes:
        return Saved(portal, "unchanged")
    assign_slugs(portal, "portal")
    outcome = "updated" if found else "created"
    record(actor, f"{outcome} portal", portal, now=now, changes=changes if found else {})
    content_changed()
    if changes.keys() & {"areas", "position"}:
        reschedule({*before, *areas})
    if "areas" in changes:
        lookup.__dict__.pop("portal_areas", None)
        indexing.refresh_areas({*before, *areas})
    return Saved(portal, outcome, changes)


@transaction.atomic
def set_region(
    portal: Portal, *, looks_first: bool, check_months: int, hide_after_months: int | None, actor: Any, now: datetime
) -> Portal:
    """Set how a region's pages are looked after: who sees new ones first, and how often all are confirmed."""
    portal = Portal.objects.select_for_update().get(pk=portal.pk)
    require(may_set_region(actor, portal, now=now))
    wanted = {"looks_first": looks_first, "check_months": check_months, "hide_after_months": hide_after_months}
    changes = saving.differences(portal, wanted)
    if not changes:
        return portal
    saving.set_fields(portal, wanted)
    portal.save(update_fields=list(wanted))
    record(actor, "set region", portal, now=now, changes=changes)
    content_changed()
    if "check_months" in changes:
        reschedule(set(portal.areas.values_list("pk", flat=True)))
    return portal
