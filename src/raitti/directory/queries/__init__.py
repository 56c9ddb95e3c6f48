"""What the directory can list, count and find."""

from raitti.directory.queries.counting import Numbers, numbers, organisations_by_municipality, topics_with_counts
from raitti.directory.queries.lists import (
    News,
    OrganisationLine,
    ServiceLine,
    newest,
    organisation_lines,
    service_lines,
    services_by_kind,
)
from raitti.directory.queries.occasions import Occasion, coming_days
from raitti.directory.queries.pages import (
    location_page,
    organisation_page,
    service_page,
    services_with_ways,
    topic_page,
)
from raitti.directory.queries.portals import areas_of, portals, portals_shown
from raitti.directory.queries.published import (
    here,
    in_municipalities,
    municipality_organisation,
    organisations,
    organisations_about,
    services,
    services_about,
    services_in,
    topic_and_narrower,
)

__all__ = [
    "News",
    "Numbers",
    "Occasion",
    "OrganisationLine",
    "ServiceLine",
    "areas_of",
    "coming_days",
    "here",
    "in_municipalities",
    "location_page",
    "municipality_organisation",
    "newest",
    "numbers",
    "organisation_lines",
    "organisation_page",
    "organisations",
    "organisations_about",
    "organisations_by_municipality",
    "portals",
    "portals_shown",
    "service_lines",
    "service_page",
    "services",
    "services_about",
    "services_by_kind",
    "services_in",
    "services_with_ways",
    "topic_and_narrower",
    "topic_page",
    "topics_with_counts",
]
