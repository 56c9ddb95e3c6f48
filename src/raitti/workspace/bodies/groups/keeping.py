"""What whoever leads a group keeps: how one gets in, the next meeting, links and files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions import group_keeping as acts
from raitti.bodies.forms.groups import MaterialForm, SettingsForm
from raitti.bodies.models import GroupMeeting, Material
from raitti.bodies.rules import may_lead_group, may_see_group
from raitti.core.addresses import Views, address
from raitti.core.uploads import takes_files
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.groups.group import group_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def group_settings(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """How one gets in, and when the group meets next."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    meeting = GroupMeeting.objects.filter(body=found, starts__gt=now).first()
    form = SettingsForm(request.POST if request.method == "POST" else None, body=found, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.meeting()
            is_new = (wanted is None) != (meeting is None) or (
                wanted is not None
                and meeting is not None
                and (wanted.starts, wanted.where, wanted.link) != (meeting.starts, meeting.where, meeting.link)
            )
            if is_new:
                acts.set_next_meeting(found, wanted, actor=request.user, now=now)
            acts.set_joining(found, form.cleaned_data["joining"], actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, _at_day(refused))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address("own_group", language, group=group))
    page, words = "workspace/bodies/groups/settings.html", {"group": group}
    return form_page(request, page, {"body": found}, form=form, name="group_settings", words=words)


def _at_day(refused: Refused) -> Refused:
    if refused.verdict.details.get("field") == "starts":
        refused.verdict.details["field"] = "day"
    return refused


@takes_files(megabytes=11)
@require_http_methods(["GET", "HEAD", "POST"])
def group_material_new(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """Add a link or a file."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    form = MaterialForm(request.POST, request.FILES) if request.method == "POST" else MaterialForm(None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        content = said["file"].read() if said["file"] else None
        try:
            acts.add_material(
                found, title=said["title"], address=said["url"], content=content, actor=request.user, now=now
            )
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Added."))
            return HttpResponseRedirect(address("own_group", language, group=group) + "#material")
    page, words = "workspace/bodies/groups/material.html", {"group": group}
    return form_page(request, page, {"body": found}, form=form, name="group_material_new", words=words)


@require_safe
def group_file(request: HttpRequest, language: str, group: UUID, material: UUID) -> HttpResponse:
    """A file, for those in the group; never shown inside our pages."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_group(request.user, found, now=now))
    kept = get_object_or_404(Material.objects.exclude(file=""), body=found, uid=material)
    try:
        with kept.file.open("rb") as opened:
            response = HttpResponse(opened.read(), content_type=kept.media_type)
    except FileNotFoundError as missing:
        raise Http404 from missing
    name = f"{kept.title}.{str(kept.file.name).rpartition('.')[2]}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def group_material_remove(request: HttpRequest, language: str, group: UUID, material: UUID) -> HttpResponse:
    """Take a link or a file away."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    kept = get_object_or_404(Material, body=found, uid=material)
    kept.body = found
    acts.remove_material(kept, actor=request.user, now=now)
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(address("own_group", language, group=group) + "#material")


VIEWS: Views = {
    "group_settings": group_settings,
    "group_material_new": group_material_new,
    "group_file": group_file,
    "group_material_remove": group_material_remove,
}
