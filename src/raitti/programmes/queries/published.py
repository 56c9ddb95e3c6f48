"""What everyone may see of programmes and projects: their pages, decided money, published plans and notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from raitti.directory.models import Organisation, Portal, Publication
from raitti.directory.queries.portals import works_in
from raitti.places.models import Area
from raitti.programmes.models import (
    Campaign,
    ChangeApplication,
    EntryKind,
    Grant,
    Handover,
    LedgerEntry,
    Notice,
    PlanVersion,
    Plea,
    Post,
    Programme,
    Project,
    Structure,
)
from raitti.programmes.queries.money import latest, uncorrected
from raitti.programmes.queries.permission import unasked, with_doubt

_PUBLISHED = Q(publication=Publication.PUBLISHED)
_OPEN_PROJECT = _PUBLISHED & Q(programme__publication=Publication.PUBLISHED)
_PUBLIC_KINDS = (EntryKind.APPLIED, EntryKind.PROPOSED, EntryKind.DECIDED)


@dataclass(frozen=True)
class PublicGrant:
    """One year's grant as the law makes it public: what was asked for, proposed and decided."""

    grant: Grant
    applied: LedgerEntry | None
    proposed: LedgerEntry | None
    decided: LedgerEntry | None

    @property
    def cut(self) -> Decimal | None:
        """How many euros fewer were decided, or so far proposed, than applied for."""
        last = self.decided or self.proposed
        return self.applied.amount - last.amount if self.applied and last else None


def programmes() -> QuerySet[Programme]:
    """Published programmes by name."""
    return Programme.objects.filter(_PUBLISHED)


def projects() -> QuerySet[Project]:
    """Published projects of published programmes."""
    return Project.objects.filter(_OPEN_PROJECT)


def programmes_with_counts() -> list[Programme]:
    """The same programmes, the newest first, each with its number of projects as `project_count`."""
    counted = Count("projects", filter=Q(projects__publication=Publication.PUBLISHED))
    found = programmes().select_related("funder").annotate(project_count=counted)
    return list(found.order_by("-starts", "sort_fi", "pk"))


def programme_page(pk: int) -> Programme | None:
    """A published programme with its published projects and their areas, and what was said about all of it."""
    own = (
        Project.objects.filter(_PUBLISHED)
        .select_related("host")
        .prefetch_related(Prefetch("areas", Area.objects.only("name", "slugs", "kind", "code")))
        .order_by("sort_fi", "pk")
    )
    return (
        programmes()
        .filter(pk=pk)
        .select_related("funder", "coordinator", "rules")
        .prefetch_related(Prefetch("projects", own), Prefetch("pleas", pleas().filter(project=None)))
        .first()
    )


def project_page(pk: int) -> Project | None:
    """A published project with everything its page shows; posts come without who holds them and what they cost."""
    return (
        projects()
        .filter(pk=pk)
        # Most projects have none: their page asks no further.
        .annotate(has_campaigns=Exists(Campaign.objects.filter(project=OuterRef("pk"))))
        .select_related("programme__funder", "host")
        .prefetch_related(
            Prefetch("partners", Organisation.objects.only("name", "slugs", "publication")),
            Prefetch("areas", Area.objects.only("name", "slugs", "kind")),
            "focuses",
            Prefetch("posts", Post.objects.only("project", "title", "fte", "position")),
            Prefetch("notices", Notice.objects.filter(state=Notice.State.PUBLISHED).order_by("-published")),
            Prefetch("structures", Structure.objects.select_related("steward", "successor").order_by("sort_fi", "pk")),
            Prefetch("pleas", pleas()),
        )
        .first()
    )


def with_their_way(structures: Iterable[Structure]) -> list[Structure]:
    """What lives on, each with whom it went to when."""
    found = list(structures)
    prefetch_related_objects(found, Prefetch("handovers", Handover.objects.select_related("giver", "receiver")))
    return found


def structures() -> QuerySet[Structure]:
    """What lives on of published projects."""
    return Structure.objects.filter(project__in=projects()).select_related("project")


def pleas() -> QuerySet[Plea]:
    """What was said before decisions and may be read by everyone."""
    return Plea.objects.filter(is_public=True)


def public_grants(projects: Iterable[Project]) -> dict[int, list[PublicGrant]]:
    """The grants of projects by the project's id, the newest first; what was paid and used is not read."""
    known = LedgerEntry.objects.filter(grant__project__in=projects, kind__in=_PUBLIC_KINDS)
    ledgers: dict[Grant, list[LedgerEntry]] = {}
    for entry in known.select_related("grant").order_by("-grant__year", "grant", "on", "pk"):
        ledgers.setdefault(entry.grant, []).append(entry)
    found: dict[int, list[PublicGrant]] = {}
    for grant, every_entry in ledgers.items():
        entries = uncorrected(every_entry)
        stages = [latest(entries, kind) for kind in _PUBLIC_KINDS]
        found.setdefault(grant.project_id, []).append(PublicGrant(grant, *stages))
    return found


def published_plan(project: Project) -> PlanVersion | None:
    """The newest plan the public may see: one that does not wait for the funder's permission."""
    return published_plans([project]).get(project.pk)


def published_plans(projects: Iterable[Project]) -> dict[int, PlanVersion]:
    """The same of many projects, by their ids; what `rules.plans.permitted` says of each version, asked of all."""
    waiting = ChangeApplication.objects.exclude(state=ChangeApplication.State.APPROVED)
    open_to_all = with_doubt(PlanVersion.objects.filter(is_published=True).exclude(change_applications__in=waiting))
    found = newest_of(open_to_all, projects)
    while hidden := [version.pk for version in found.values() if unasked(version)]:
        open_to_all = open_to_all.exclude(pk__in=hidden)
        found = newest_of(open_to_all, projects)
    return found


def newest_of(versions: QuerySet[PlanVersion], projects: Iterable[Project]) -> dict[int, PlanVersion]:
    """The newest of some plans of each project, by the project's id."""
    newest = versions.filter(project=OuterRef("project")).order_by("-number").values("number")[:1]
    found = versions.filter(project__in=projects, number=Subquery(newest))
    return {version.project_id: version for version in found}


def notice_page(project: int, number: int) -> Notice | None:
    """A published notice of a published project."""
    found = Notice.objects.filter(state=Notice.State.PUBLISHED, project__in=projects().filter(pk=project))
    return found.select_related("project__programme", "project__host").filter(number=number).first()


def newest_notices(portal: Portal | None, *, limit: int) -> list[Notice]:
    """The notices published last, of projects that work in the portal's region."""
    found = Notice.objects.filter(state=Notice.State.PUBLISHED, project__in=projects_in(portal))
    return list(found.select_related("project__host").order_by("-published", "-pk")[:limit])


def projects_in(portal: Portal | None) -> QuerySet[Project]:
    """Published projects that work in a portal's region, or all; those still open first."""
    found = projects()
    if portal is not None:
        found = found.filter(pk__in=Project.objects.filter(works_in(portal)).values("pk"))
    return found.order_by(F("closed_on").desc(nulls_first=True), "sort_fi", "pk")


def projects_of_organisation(organisation: Organisation) -> list[Project]:
    """The published projects an organisation hosts or is a partner of, by name."""
    mine = Q(host=organisation) | Q(
        pk__in=Project.partners.through.objects.filter(organisation=organisation).values("project")
    )
    return list(projects().filter(mine).order_by("sort_fi", "pk"))


def total(amounts: Iterable[LedgerEntry | None]) -> Decimal:
    return sum((entry.amount for entry in amounts if entry is not None), Decimal(0))


def by_year(grants: Sequence[PublicGrant]) -> dict[int, list[PublicGrant]]:
    """Grants by their year, the newest first."""
    found: dict[int, list[PublicGrant]] = {}
    for each in sorted(grants, key=lambda one: -one.grant.year):
        found.setdefault(each.grant.year, []).append(each)
    return found
