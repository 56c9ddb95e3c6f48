"""Lines of lists: what lists show, without the weight of whole rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from i18nfield.strings import LazyI18nString

from raitti.directory.models import Organisation, OrganisationKind, Portal, Service, ServiceKind
from raitti.directory.queries.published import organisations, services


@dataclass(frozen=True)
class ServiceLine:
    """A service as a line in a list: what lists show, without the weight of whole rows."""

    uid: UUID
    name: LazyI18nString
    slugs: dict[str, str]
    summary: LazyI18nString
    created: datetime
    changed: datetime
    organisation: LazyI18nString
    municipality: LazyI18nString | None


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation as a line in a list."""

    name: LazyI18nString
    slugs: dict[str, str]
    summary: LazyI18nString
    kind: str
    municipality: LazyI18nString | None

    @property
    def kind_words(self) -> str:
        return str(OrganisationKind(self.kind).label)


def service_lines(found: QuerySet[Service]) -> list[ServiceLine]:
    fields = ("uid", "name", "slugs", "summary", "created", "changed")
    related = ("organisation__name", "organisation__home_municipality__name")
    return [ServiceLine(*row) for row in found.values_list(*fields, *related)]


def organisation_lines(found: QuerySet[Organisation]) -> list[OrganisationLine]:
    rows = found.values_list("name", "slugs", "summary", "kind", "home_municipality__name")
    return [OrganisationLine(*row) for row in rows]


def services_by_kind(
    portal: Portal | None, *, language: str, most: int
) -> list[tuple[str, str, int, list[ServiceLine]]]:
    """Each kind of activity with its name, how many there are, and the first `most` in alphabetical order."""
    found = services(portal).exclude(kind=ServiceKind.PUBLIC_SERVICE)
    counts = dict(found.values_list("kind").annotate(Count("pk")).order_by())
    lines = {kind: service_lines(found.filter(kind=kind).order_by(f"sort_{language}", "pk")[:most]) for kind in counts}
    return [(kind, str(label), counts[kind], lines[kind]) for kind, label in ServiceKind.choices if kind in lines]


@dataclass(frozen=True)
class News:
    """Something added or changed: `page` is the type of page that shows it, `by` who is behind it.

    `number` tells things at one address apart.
    """

    page: str
    uid: UUID
    name: LazyI18nString
    slugs: dict[str, str]
    summary: LazyI18nString
    created: datetime
    changed: datetime
    municipality: LazyI18nString | None
    by: LazyI18nString | None = None
    number: int | None = None


def newest(portal: Portal | None, *, limit: int) -> list[News]:
    """The organisations and services added or changed last, the latest first."""
    fields = ("uid", "name", "slugs", "summary", "created", "changed")
    order = ("-changed", "-pk")
    own = services(portal).order_by(*order)[:limit]
    found = [
        News("service", *row)
        for row in own.values_list(*fields, "organisation__home_municipality__name", "organisation__name")
    ]
    others = organisations(portal).exclude(kind=OrganisationKind.MUNICIPALITY).order_by(*order)[:limit]
    found += [News("organisation", *row) for row in others.values_list(*fields, "home_municipality__name")]
    return sorted(found, key=lambda news: news.changed, reverse=True)[:limit]
