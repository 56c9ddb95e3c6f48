"""An entry as everyone would see it once published, drawn for the writer alone and then taken back."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from raitti.core.addresses import address
from raitti.directory import queries
from raitti.directory.actions.drafts import as_if_published
from raitti.directory.forms import EntryForm, ServiceForm
from raitti.directory.models import ACCESSIBILITY_FACTS, Draft, Organisation, Service, Thing
from raitti.directory.wording import coming_times
from raitti.workspace.entries.bench import Bench
from raitti.workspace.entries.next_step import next_step
from raitti.workspace.rendering import desk_page


def preview_page(request: HttpRequest, bench: Bench, draft: Draft, form: EntryForm[Any]) -> HttpResponse:
    """The public page's own template with what the draft says. Raises `Refused` where it could not be published."""
    places = form.new_places() if isinstance(form, ServiceForm) else ()
    facts = form.facts()
    step = next_step(bench, facts)
    with as_if_published(draft, facts, actor=bench.person, now=bench.now, places=places) as thing:
        today = timezone.localdate(bench.now)
        context = {
            **shown(thing, today),
            "frame": "workspace/entries/preview.html",
            "structured": {},
            "today": today,
            "accessibility_labels": ACCESSIBILITY_FACTS,
            "on_behalf_of": bench.acting_for(facts),
            "form_address": address(f"edit_{bench.kind}", bench.language, **bench.words),
            "sent": bench.sent(),
            "stamp": bench.stamp,
            "begun": bench.began.isoformat() if bench.began else "",
            **step,
        }
        template = f"site/{bench.kind}.html"
        return desk_page(request, template, context, name=f"preview_{bench.kind}", words=bench.words)


def shown(thing: Thing, today: date) -> dict[str, Any]:
    """What the public page of a thing is drawn from. The entry's organisation counts as published here."""
    if isinstance(thing, Organisation):
        found = queries.organisation_page(thing.pk)
        services = list(found.services.all()) if found else []
        return {"organisation": found, "services": services}
    if isinstance(thing, Service):
        service = queries.service_page(thing.pk)
        channels = list(service.channels.all()) if service else []
        schedules = [schedule for channel in channels for schedule in channel.schedules.all()]
        return {"service": service, "channels": channels, "times": coming_times(schedules, today=today, count=5)}
    location = queries.location_page(thing.pk)
    return {"location": location, "channels": list(location.channels.all()) if location else []}
