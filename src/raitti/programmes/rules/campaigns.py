"""Rules of campaigns: who may support, and who decides what is shown."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Publication
from raitti.directory.rules.asking import Actor, refused, rule
from raitti.programmes.models import Campaign, Programme, Project, Support
from raitti.programmes.rules.standing import of_coordination, of_project


@rule
def may_support(actor: Actor, campaign: Campaign, *, now: datetime) -> Verdict:
    """Giving a support statement: anyone, while a published campaign is open."""
    today = timezone.localdate(now)
    if campaign.publication != Publication.PUBLISHED or today < campaign.opens:
        return refused(_("This campaign has not begun."), code="early")
    if today > campaign.closes:
        return refused(_("This campaign has ended. Thank you for wanting to help."), code="ended")
    return YES


@rule
def may_see_supports(actor: Actor, about: Project | Programme, *, now: datetime) -> Verdict:
    """All statements of campaigns, with the addresses to ask: the project's own people, or of its coordination."""
    if isinstance(about, Project):
        return of_project(actor, about, now=now)
    return of_coordination(actor, about, now=now)


@rule
def may_judge_support(actor: Actor, support: Support, *, now: datetime) -> Verdict:
    """Deciding whether a statement is shown: the people of the campaign's project, or of its coordination."""
    campaign = support.campaign
    if campaign.project is not None:
        return of_project(actor, campaign.project, now=now)
    return of_coordination(actor, campaign.programme, now=now)
