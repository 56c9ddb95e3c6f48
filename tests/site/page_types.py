"""One address of every type of public page, in each language, taken from the demo region."""

from raitti.bodies.models import Body, BodyKind, Call, Election, Meeting, Statement
from raitti.directory.models import Location, Organisation, Service, Topic
from raitti.places.models import Area
from raitti.programmes.models import Campaign, Programme, Project
from raitti.site.addresses import PATHS, address

LANGUAGES = ("fi", "sv", "en")
# Feeds and files of pages that are tried, and pages that the demo has none of.
_UNSEEN = {"feed", "empty_paper_file", "lives_on", "project_clock", "grants_file"} | {
    *("body_feed", "body_calendar", "body_meeting_file", "body_meeting_paper", "calls_feed", "statements_feed"),
    *("statement_file", "election_json", "election_csv"),
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
    things["body"] = things["seats_of_body"] = Body.objects.filter(kind=BodyKind.EXPERT_GROUP).order_by("pk")[0]
    call = Call.objects.get(state="published")
    statement = Statement.objects.public().order_by("pk")[0]
    election = Election.objects.filter(state="published").order_by("pk")[0]
    meeting = Meeting.objects.filter(state="held", minutes__state="published").order_by("pk")[0]
    things |= {
        "call": call.body,
        "statement": statement.body,
        "statements": statement.body,
        "body_meeting": meeting.body,
        "body_meetings_public": meeting.body,
    }
    things |= dict.fromkeys(("election", "election_ballots", "election_receipt"), election.body)
    words = {"call": call.number, "statement": statement.number, "body_meeting": meeting.number}
    words |= dict.fromkeys(("election", "election_ballots", "election_receipt"), election.number)
    things["where_it_went"] = things["notice"] = things["project"]
    things["organisation_embed"] = things["organisation"]
    slugs = {name: thing.slug_in(language) for name, thing in things.items()}
    slugs |= {name: str(things["organisation"].uid) for name in ("suggest", "report")}
    shown = [name for name in PATHS if name not in _UNSEEN]
    addresses = {
        name: address(name, language, slug=slugs.get(name, ""), number=words.get(name, 1), year=meeting.year)
        for name in shown
    }
    addresses["search"] += "?q=vertaistuki"
    addresses["portal"] = f"{address('portals', language)}lappi/"
    return addresses
