"""Campaigns and their statements, as everyone may see them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from raitti.directory.models import Publication
from raitti.programmes.models import Campaign, Plea, Programme, Project, Support
from raitti.programmes.queries.published import pleas, programmes, projects


@dataclass(frozen=True)
class PublicCampaign:
    """A published campaign with the statements that are shown, the newest first.

    `pleas` are what else was said of its project and the whole programme.
    """

    campaign: Campaign
    supports: tuple[Support, ...]
    pleas: tuple[Plea, ...]


def published() -> QuerySet[Campaign]:
    """Published campaigns of what is published, the newest first, with the `shown` number of statements."""
    of_all = Q(project=None, programme__in=programmes())
    found = Campaign.objects.filter(Q(project__in=projects()) | of_all, publication=Publication.PUBLISHED)
    shown = Count("supports", filter=Q(supports__state=Support.State.SHOWN))
    return found.annotate(shown=shown).order_by("-opens", "-pk")


def campaign_page(pk: int) -> PublicCampaign | None:
    """A published campaign; addresses are not read."""
    campaign = published().select_related("project__host", "project__programme", "programme").filter(pk=pk).first()
    if campaign is None:
        return None
    shown = campaign.supports.filter(state=Support.State.SHOWN).defer("email", "decided_by")
    about = Q(project=campaign.project_id) | Q(project=None)
    return PublicCampaign(campaign, tuple(shown), tuple(pleas().filter(about, programme=campaign.programme_id)))


def campaigns_of(about: Project | Programme) -> list[Campaign]:
    """The published campaigns of a project, or those of a whole programme."""
    if isinstance(about, Project):
        return list(published().filter(project=about))
    return list(published().filter(programme=about, project=None))
