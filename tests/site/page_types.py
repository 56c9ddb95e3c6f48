"""One address of every type of public page, in each language, taken from the demo region."""

from raitti.bodies.models import Body, BodyKind, Meeting
from raitti.directory.models import Location, Organisation, Service, Topic
from raitti.places.models import Area
from raitti.programmes.models import Campaign, Programme, Project
from raitti.site.addresses import PATHS, address

LANGUAGES = ("fi", "sv", "en")
_UNSEEN = {
    "feed",
    "empty_paper_file",
    "lives_on",
    "project_clock",
    "grants_file",
    "body_feed",
    "body_calendar",
    "body_meeting_file",
    "body_meeting_paper",
    "body_meeting",
}


def page_addresses(language: str) -> dict[str, str]:
    """Page name to a path that shows it."""
    things = {
        "organisation": Organisation.objects.filter(services__channels__schedules__isnull=False).order_by("pk")[0],
        "service": Service.objects.filter(channels__schedules__isnull=False).order_by("pk")[0],
        "location": Location.objects.exclude(accessibility={}).order_by("pk")[0],
        "municipality": Area.objects.get(kind="municipality", code="564", valid_until=None),
        "topic": Topic.objects.get(notation="vertaistuki"),
        "programme": Programme.objects.get(),
        "campaign": Campaign.objects.get(),
        "project": Project.objects.filter(plan_versions__isnull=False).order_by("pk")[0],
    }
    things["body"] = things["body_seats"] = Body.objects.filter(kind=BodyKind.EXPERT_GROUP).order_by("pk")[0]
    held = Meeting.objects.filter(state=Meeting.State.HELD).order_by("pk")[0]
    things["body_meetings_public"] = held.body
    things["where_it_went"] = things["notice"] = things["project"]
    things["organisation_embed"] = things["organisation"]
    slugs = {name: thing.slug_in(language) for name, thing in things.items()}
    slugs |= {name: str(things["organisation"].uid) for name in ("suggest", "report")}
    shown = [name for name in PATHS if name not in _UNSEEN]
    addresses = {name: address(name, language, slug=slugs.get(name, ""), number=1) for name in shown}
    addresses["search"] += "?q=vertaistuki"
    addresses["portal"] = f"{address('portals', language)}lappi/"
    return addresses
