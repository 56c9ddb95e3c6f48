"""Between proposal and decision: what was said, campaigns, and their statements before they are shown."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.programmes.actions.campaigns import judge_support, save_campaign
from raitti.programmes.actions.pleas import remove_plea, save_plea
from raitti.programmes.forms.campaigns import CampaignForm, PleaForm
from raitti.programmes.models import Campaign, Plea, Programme, Project, Support
from raitti.programmes.rules import (
    may_edit_programme,
    may_edit_project,
    may_judge_support,
    may_see_project,
    may_see_supports,
)
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.programme import programme_or_404
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page


@require_safe
def pleas(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """What was said between proposal and decision, and the campaigns that gathered support."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_project(request.user, found, now=now))
    context = {
        "project": found,
        "pleas": list(found.pleas.all()),
        "campaigns": _counted(found.campaigns.all()),
        "may_edit": bool(may_edit_project(request.user, found, now=now)),
        "may_see_supports": bool(may_see_supports(request.user, found, now=now)),
    }
    return desk_page(request, "workspace/programmes/pleas.html", context, name="pleas", words={"project": project})


def _counted(campaigns: QuerySet[Campaign]) -> list[Campaign]:
    """Campaigns, the newest first, with how many statements wait and how many are shown."""
    waiting = Count("supports", filter=Q(supports__state=Support.State.WAITING))
    shown = Count("supports", filter=Q(supports__state=Support.State.SHOWN))
    return list(campaigns.annotate(waiting=waiting, shown=shown).order_by("-opens", "-pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def plea_new(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Enter what somebody said."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    form = PleaForm(request.POST or None, language=language, initial={"grant_year": found.ends.year})
    return _saved(request, language, found, form, name="plea_new", words={"project": project})


@require_http_methods(["GET", "HEAD", "POST"])
def plea_edit(request: HttpRequest, language: str, project: UUID, pk: int) -> HttpResponse:
    """Change what was entered, or take it away."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    plea = get_object_or_404(found.pleas.select_related("project__host"), pk=pk)
    words = {"project": project, "pk": pk}
    return _changed(request, language, found, plea, name="plea_edit", words=words)


@require_safe
def programme_pleas(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """What was said between proposal and decision about the whole programme, and its campaigns."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_edit_programme(request.user, found, now=now))
    context = {
        "programme": found,
        "pleas": list(found.pleas.filter(project=None)),
        "campaigns": _counted(found.campaigns.filter(project=None)),
        "may_edit": True,
        "may_see_supports": bool(may_see_supports(request.user, found, now=now)),
    }
    page, words = "workspace/programmes/programme_pleas.html", {"programme": programme}
    return desk_page(request, page, context, name="programme_pleas", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_plea_new(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """Enter what somebody said about the whole programme."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_edit_programme(request.user, found, now=now))
    initial = {"grant_year": min(timezone.localdate(now), found.ends).year}
    form = PleaForm(request.POST or None, language=language, of_programme=True, initial=initial)
    return _saved(request, language, found, form, name="programme_plea_new", words={"programme": programme})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_plea_edit(request: HttpRequest, language: str, programme: UUID, pk: int) -> HttpResponse:
    """Change what was entered about the programme, or take it away."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_edit_programme(request.user, found, now=now))
    plea = get_object_or_404(found.pleas.filter(project=None).select_related("programme"), pk=pk)
    words = {"programme": programme, "pk": pk}
    return _changed(request, language, found, plea, name="programme_plea_edit", words=words)


def _changed(
    request: HttpRequest, language: str, about: Project | Programme, plea: Plea, *, name: str, words: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and "remove" in request.POST:
        remove_plea(plea, actor=request.user, now=timezone.now())
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(_list_of(about, language))
    form = PleaForm(request.POST or None, language=language, plea=plea, of_programme=isinstance(about, Programme))
    return _saved(request, language, about, form, name=name, words=words)


def _list_of(about: Project | Programme, language: str) -> str:
    if isinstance(about, Programme):
        return address("programme_pleas", language, programme=about.uid)
    return address("pleas", language, project=about.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Open a campaign."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    form = CampaignForm(request.POST or None, language=language)
    return _saved(request, language, found, form, name="campaign_new", words={"project": project})


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: HttpRequest, language: str, project: UUID, pk: int) -> HttpResponse:
    """Change a campaign."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    campaign = get_object_or_404(found.campaigns, pk=pk)
    form = CampaignForm(request.POST or None, language=language, campaign=campaign)
    return _saved(request, language, found, form, name="campaign_edit", words={"project": project, "pk": pk})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_campaign_new(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """Open a campaign for the whole programme."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_edit_programme(request.user, found, now=now))
    form = CampaignForm(request.POST or None, language=language)
    return _saved(request, language, found, form, name="programme_campaign_new", words={"programme": programme})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_campaign_edit(request: HttpRequest, language: str, programme: UUID, pk: int) -> HttpResponse:
    """Change a campaign for the whole programme."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_edit_programme(request.user, found, now=now))
    campaign = get_object_or_404(found.campaigns.filter(project=None), pk=pk)
    form = CampaignForm(request.POST or None, language=language, campaign=campaign)
    words = {"programme": programme, "pk": pk}
    return _saved(request, language, found, form, name="programme_campaign_edit", words=words)


def _saved(
    request: HttpRequest,
    language: str,
    about: Project | Programme,
    form: PleaForm | CampaignForm,
    *,
    name: str,
    words: dict[str, Any],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, PleaForm):
                save_plea(about, form.facts(), actor=request.user, now=timezone.now(), plea=form.plea)
            else:
                save_campaign(about, form.facts(), actor=request.user, now=timezone.now(), campaign=form.campaign)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(_list_of(about, language))
    if isinstance(form, PleaForm):
        title = _("Change what was said") if form.plea else _("Enter what was said")
    else:
        title = _("Change the campaign") if form.campaign else _("Open a campaign")
    context = {"about": about, "title": title, "back": _list_of(about, language)}
    context["programme" if isinstance(about, Programme) else "project"] = about
    return form_page(request, "workspace/programmes/plea.html", context, form=form, name=name, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def supports(request: HttpRequest, language: str, project: UUID, pk: int) -> HttpResponse:
    """The statements of a project's campaign: each is looked at before it is shown."""
    found = project_or_404(project)
    words = {"project": project, "pk": pk}
    return _looked_at(request, language, found, found.campaigns.all(), name="supports", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_supports(request: HttpRequest, language: str, programme: UUID, pk: int) -> HttpResponse:
    """The same of a campaign for the whole programme."""
    found = programme_or_404(programme)
    words, campaigns = {"programme": programme, "pk": pk}, found.campaigns.filter(project=None)
    return _looked_at(request, language, found, campaigns, name="programme_supports", words=words)


def _looked_at(
    request: HttpRequest,
    language: str,
    about: Project | Programme,
    campaigns: QuerySet[Campaign],
    *,
    name: str,
    words: dict[str, Any],
) -> HttpResponse:
    now = timezone.now()
    require(may_see_supports(request.user, about, now=now))
    campaign = get_object_or_404(campaigns, pk=words["pk"])
    if request.method == "POST":
        known = campaign.supports.select_related("campaign__project__host", "campaign__programme")
        number = request.POST.get("support", "")
        support = get_object_or_404(known, pk=int(number) if number.isascii() and number.isdigit() else 0)
        require(may_judge_support(request.user, support, now=now))
        judge_support(support, show="show" in request.POST, actor=request.user, now=now)
        messages.success(request, _("Shown.") if "show" in request.POST else _("Left out."))
        return HttpResponseRedirect(address(name, language, **words))
    every = sorted(campaign.supports.all(), key=lambda one: one.state != Support.State.WAITING)
    context = {"about": about, "back": _list_of(about, language), "campaign": campaign, "supports": every}
    context["programme" if isinstance(about, Programme) else "project"] = about
    return desk_page(request, "workspace/programmes/supports.html", context, name=name, words=words)


VIEWS: Views = {
    "pleas": pleas,
    "plea_new": plea_new,
    "plea_edit": plea_edit,
    "programme_pleas": programme_pleas,
    "programme_plea_new": programme_plea_new,
    "programme_plea_edit": programme_plea_edit,
    "campaign_new": campaign_new,
    "campaign_edit": campaign_edit,
    "supports": supports,
    "programme_campaign_new": programme_campaign_new,
    "programme_campaign_edit": programme_campaign_edit,
    "programme_supports": programme_supports,
}
