"""What an entry still lacks, as advice with its worth: the most useful first, never more than a few at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.directory.facts import LocationFacts, OrganisationFacts, ServiceFacts
from raitti.directory.models import ChannelKind, ServiceKind

MOST = 3


@dataclass(frozen=True)
class Advice:
    """One thing worth adding: what and why, and the form's field where it is done."""

    sentence: str | Promise
    field: str


Rule = tuple[Callable[[Any], bool], str | Promise, str]
# In the order of worth; what a visitor looks for first comes first.
_ORGANISATION: tuple[Rule, ...] = (
    (
        lambda facts: not (facts.email or facts.phone or any(contact.is_public for contact in facts.contacts)),
        _("Add a phone number or an e-mail address: without one nobody can reach you."),
        "phone",
    ),
    (
        lambda facts: not facts.summary,
        _("Say in one sentence what you do: it is what people read in the search results."),
        "summary",
    ),
    (
        lambda facts: not facts.home_municipality,
        _("Add the home municipality: most people search for what is near."),
        "home",
    ),
    (
        lambda facts: not facts.topics,
        _("Choose a topic or two: people who browse by topic find you."),
        "topics",
    ),
    (
        lambda facts: not facts.description,
        _("Tell a little more: a description of a few lines makes it easier to come along."),
        "description",
    ),
    (
        lambda facts: len(facts.name) < 2 and len(facts.summary) < 2,
        _("Add a sentence in another language, and others find you too."),
        "name",
    ),
)
_SERVICE: tuple[Rule, ...] = (
    (
        lambda facts: facts.kind != ServiceKind.PREMISES and not any(way.schedules for way in facts.channels),
        _("Add the times: adding times brings most visitors."),
        "when",
    ),
    (
        lambda facts: not facts.channels,
        _("Say where or how people take part: a place, a web address or a phone number."),
        "ways",
    ),
    (
        lambda facts: not facts.summary,
        _("Say in one sentence what happens: it is what people read in the search results."),
        "summary",
    ),
    (lambda facts: facts.fee == "unknown", _("Say what it costs: many do not dare to ask."), "fee"),
    (lambda facts: not facts.topics, _("Choose a topic or two: people who browse by topic find it."), "topics"),
    (
        lambda facts: not facts.target_groups and not facts.eligibility,
        _("Say for whom it is: then people know that they are welcome."),
        "target_groups",
    ),
    (
        lambda facts: any(way.kind == ChannelKind.ONLINE and not way.url for way in facts.channels),
        _("Add the web address of the online meeting."),
        "ways",
    ),
)
_LOCATION: tuple[Rule, ...] = (
    (lambda facts: not facts.street, _("Add the street address: people find the door with it."), "street"),
    (
        lambda facts: not facts.accessibility,
        _("Answer what you know of accessibility: for some it decides whether they can come at all."),
        "accessibility",
    ),
    (
        lambda facts: not facts.directions,
        _("Say how to get in: which door, which bus, where to park."),
        "directions",
    ),
)
_RULES: dict[type, tuple[Rule, ...]] = {
    OrganisationFacts: _ORGANISATION,
    ServiceFacts: _SERVICE,
    LocationFacts: _LOCATION,
}


def advice(facts: OrganisationFacts | ServiceFacts | LocationFacts, *, most: int = MOST) -> list[Advice]:
    """What would make the entry most useful next; empty when nothing is missing."""
    found = [Advice(sentence, field) for lacks, sentence, field in _RULES[type(facts)] if lacks(facts)]
    return found[:most]
