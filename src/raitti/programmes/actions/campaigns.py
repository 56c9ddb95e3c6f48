"""Campaigns that gather support statements: opened, closed by their date, each statement looked at before it shows."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import has_address
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.personal import Holding, register_holding
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.verdicts import require
from raitti.directory.actions.checks import short
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.models import Publication
from raitti.programmes.actions import checks
from raitti.programmes.actions.pleas import require_to_enter
from raitti.programmes.facts import CampaignFacts, SupportFacts
from raitti.programmes.models import Campaign, Programme, Project, Support
from raitti.programmes.rules import may_judge_support, may_support

# How long after a campaign its supporters can be asked about what they wrote.
ADDRESS_KEPT = timedelta(days=30)
_LONGEST = 2000


@transaction.atomic
def save_campaign(
    about: Project | Programme, facts: CampaignFacts, *, actor: Any, now: datetime, campaign: Campaign | None = None
) -> Campaign:
    """Open a campaign of a project or a whole programme, or make one what the facts say."""
    require_to_enter(about, actor=actor, now=now)
    if campaign is None:
        project = about if isinstance(about, Project) else None
        programme = about.programme if isinstance(about, Project) else about
        campaign = Campaign(programme=programme, project=project, created=now)
    checks.in_order(facts.opens, facts.closes, "closes")
    fields = {
        "name": checks.name(facts.name),
        "text": dict(checks.texts("text", facts.text)),
        "opens": facts.opens,
        "closes": facts.closes,
        "publication": Publication.PUBLISHED if facts.is_published else Publication.DRAFT,
        "is_example": facts.is_example,
    }
    is_new, changes = campaign.pk is None, differences(campaign, fields)
    set_fields(campaign, short(Campaign, fields))
    campaign.save()
    assign_slugs(campaign, "campaign")
    if is_new or changes:
        record(actor, "opened campaign" if is_new else "changed campaign", about, now=now, changes=changes)
        content_changed()
    return campaign


@transaction.atomic
def give_support(campaign: Campaign, facts: SupportFacts, *, actor: Any, now: datetime) -> Support:
    """Take in a support statement; it waits for the project's people. Nothing of it goes into the log."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    require(may_support(actor, campaign, now=now))
    name, text = checks.text("name", facts.name), checks.text("text", facts.text)
    if not name:
        checks.refuse("name", "", _("Give the name of the organisation."), code="missing")
    if not text:
        checks.refuse("text", "", _("Write why this matters."), code="missing")
    if len(text) > _LONGEST:
        checks.refuse("text", "", _("This is too long: at most 2 000 characters fit."), code="long")
    fields = {
        "name": name,
        "position": checks.text("position", facts.position),
        "text": text,
        "language": facts.language,
        "email": checks.email(facts.email),
    }
    support = Support.objects.create(campaign=campaign, given=now, **short(Support, fields))
    record(System("visitor"), "gave support", campaign, now=now)
    return support


@transaction.atomic
def judge_support(support: Support, *, show: bool, actor: Any, now: datetime) -> Support:
    """Show a statement, or leave it out; this can be decided anew."""
    known = Support.objects.select_for_update(of=("self",)).select_related("campaign__project__host")
    support = known.select_related("campaign__programme").get(pk=support.pk)
    require(may_judge_support(actor, support, now=now))
    state = Support.State.SHOWN if show else Support.State.REFUSED
    if state != support.state:
        support.state, support.decided, support.decided_by = state, now, str(actor)[:200]
        support.save(update_fields=["state", "decided", "decided_by"])
        verb = "showed support" if show else "left support out"
        record(actor, verb, support.campaign, now=now)
        content_changed()
    return support


@daily("forget the addresses of supporters")
def forget_addresses(now: datetime) -> None:
    """Remove the addresses of campaigns that closed a while ago."""
    before = timezone.localdate(now) - ADDRESS_KEPT
    Support.objects.filter(campaign__closes__lt=before).exclude(email="").update(email="")


def _show(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "campaign": str(one.campaign.name),
            "name": one.name,
            "position": one.position,
            "text": one.text,
            "email": one.email,
            "given": one.given.isoformat(),
        }
        for one in Support.objects.filter(has_address(person)).select_related("campaign").order_by("given", "pk")
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """A statement is its organisation's and stays; how to reach the person, and their task, go."""
    gone = Support.objects.filter(has_address(person)).update(email="", position="")
    return [_("Support statements you gave for an organisation stay, without your address and task.")] if gone else []


register_holding("supports", Holding(_("Support statements you have given"), _show, _erase))
