"""Pages described in schema.org's words, for search engines."""

from typing import Any

from django.urls import reverse

from raitti.bodies.models import Body, Holding, Office
from raitti.bodies.queries.shown import ShownHolding, ShownSeat, Sitting
from raitti.core.addresses import on_one_host
from raitti.core.texts import pick
from raitti.directory.models import ACCESSIBILITY_FACTS, Channel, FeeKind, Location, Organisation, Service
from raitti.site.addresses import Links

_TYPES = {
    "municipality": "GovernmentOrganization",
    "county": "GovernmentOrganization",
    "authority": "GovernmentOrganization",
    "company": "Corporation",
    "parish": "ReligiousOrganization",
}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _picture(thing: Organisation | Service | Location, links: Links) -> dict[str, Any] | None:
    """The thing's picture, with what it shows."""
    picture = getattr(thing, "picture", None)
    if picture is None:
        return None
    return {
        "@type": "ImageObject",
        "url": on_one_host(reverse("picture", args=[picture.uid])),
        "width": picture.width,
        "height": picture.height,
        "caption": pick(picture.alt, links.language).value,
    }


def organisation(found: Organisation, links: Links) -> dict[str, Any]:
    """An organisation as a schema.org `Organization`."""
    home = found.home_municipality
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": _TYPES.get(found.kind, "NGO"),
            "@id": links.canonical("organisation", found),
            "name": pick(found.name, links.language).value,
            "alternateName": found.alternative_names,
            "description": pick(found.summary, links.language).value,
            "image": _picture(found, links),
            "url": found.website or links.canonical("organisation", found),
            "email": found.email,
            "telephone": found.phone,
            "foundingDate": str(found.founded_year or ""),
            "taxID": found.business_id,
            "areaServed": [pick(area.name, links.language).value for area in found.operating_areas.all()],
            "address": _filled(
                {"@type": "PostalAddress", "addressLocality": pick(home.name, "fi").value, "addressCountry": "FI"}
            )
            if home
            else None,
        }
    )


def place(found: Location, language: str) -> dict[str, Any]:
    """A location as a schema.org `Place`."""
    return _filled(
        {
            "@type": "Place",
            "name": pick(found.name, language).value,
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "streetAddress": found.street,
                    "postalCode": found.postal_code,
                    "addressLocality": found.city,
                    "addressCountry": "FI",
                }
            ),
            "geo": {"@type": "GeoCoordinates", "latitude": found.latitude, "longitude": found.longitude}
            if found.latitude is not None
            else None,
            "amenityFeature": [
                {
                    "@type": "LocationFeatureSpecification",
                    "name": str(ACCESSIBILITY_FACTS.get(fact, fact)),
                    "value": answer == "yes",
                }
                for fact, answer in found.accessibility.items()
            ],
        }
    )


def location(found: Location, links: Links) -> dict[str, Any]:
    about = _filled({"@id": links.canonical("location", found), "image": _picture(found, links)})
    return {"@context": "https://schema.org", **about, **place(found, links.language)}


def service(found: Service, channels: list[Channel], links: Links) -> dict[str, Any]:
    """A service as a schema.org `Service` with its channels."""
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Service",
            "@id": links.canonical("service", found),
            "name": pick(found.name, links.language).value,
            "description": pick(found.summary, links.language).value,
            "image": _picture(found, links),
            "provider": {
                "@type": "Organization",
                "@id": links.canonical("organisation", found.organisation),
                "name": pick(found.organisation.name, links.language).value,
            },
            "offers": {"@type": "Offer", "price": 0, "priceCurrency": "EUR"} if found.fee == FeeKind.FREE else None,
            "availableChannel": [
                _filled(
                    {
                        "@type": "ServiceChannel",
                        "serviceUrl": channel.url,
                        "servicePhone": channel.phone and {"@type": "ContactPoint", "telephone": channel.phone},
                        "serviceLocation": channel.location and place(channel.location, links.language),
                    }
                )
                for channel in channels
            ],
        }
    )


def body(found: Body, sitting: Sitting, parts: list[Body], links: Links) -> dict[str, Any]:
    """A body as a schema.org `Organization`, its seats as roles with whoever holds them today and lets it be told."""
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": links.canonical("body", found),
            "name": pick(found.name, links.language).value,
            "description": pick(found.summary, links.language).value,
            "url": links.canonical("body", found),
            "email": found.email,
            "foundingDate": str(found.mandated_on or ""),
            "dissolutionDate": str(found.ended_on or ""),
            "areaServed": [pick(area.name, links.language).value for area in found.areas.all()],
            "knowsAbout": [pick(topic.name, links.language).value for topic in found.topics.all()],
            "parentOrganization": _named_body(found.parent, links) if found.parent and found.parent.is_public else None,
            "subOrganization": [_named_body(part, links) for part in parts],
            "member": [
                _role(shown, holding, links)
                for shown in sitting.seats
                for holding in (shown.member, shown.deputy)
                if holding is not None
            ],
            "employee": [
                _filled(
                    {
                        "@type": "OrganizationRole",
                        "roleName": office.words,
                        "startDate": str(office.since),
                        "employee": {"@type": "Person", "name": office.person.name},
                    }
                )
                for office in sitting.offices
                if office.person.name and office.seat is None
            ],
        }
    )


def _named_body(found: Body, links: Links) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "@id": links.canonical("body", found),
        "name": pick(found.name, links.language).value,
    }


def _role(shown: ShownSeat, holding: ShownHolding, links: Links) -> dict[str, Any]:
    """One place of a seat: the person by consent, else the organisation that speaks through it."""
    nominator = holding.nominated_by
    words = [str(Holding.Place(holding.place).label), *(str(Office.Task(task).label) for task in holding.tasks)]
    organisation = nominator and {
        "@type": "Organization",
        "name": pick(nominator.name, links.language).value,
    }
    person = {"@type": "Person", "name": holding.person.name, "affiliation": organisation}
    return _filled(
        {
            "@type": "OrganizationRole",
            "name": pick(shown.seat.name, links.language).value,
            "roleName": ", ".join(words),
            "startDate": str(holding.since),
            "endDate": str(holding.until or ""),
            "member": _filled(person) if holding.person.name else organisation,
        }
    )
