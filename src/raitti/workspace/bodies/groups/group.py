"""A group's own page, its members, and one's own membership."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.memberships import choose_mail, decide_membership, end_membership, leave_group
from raitti.bodies.forms.groups import MailField, ReasonForm
from raitti.bodies.group_wording import called
from raitti.bodies.models import Body, Joining, Membership
from raitti.bodies.queries.group_pages import (
    asking_in,
    next_meeting,
    people_in,
    questions_of,
    threads_of,
    waiting_reports,
)
from raitti.bodies.queries.groups import leader_of, memberships_for, memberships_in, sizes_of
from raitti.bodies.rules import (
    may_decide_membership,
    may_end_membership,
    may_keep_group_peace,
    may_lead_group,
    may_leave_group,
    may_see_group,
    may_see_groups,
    may_write_in_group,
)
from raitti.core.addresses import Views, address
from raitti.core.uids import read_uid
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.rendering import desk_page

_THREADS, _PEOPLE, _QUESTIONS = 20, 100, 10


def group_or_404(uid: UUID) -> Body:
    """The group, with what every page and rule asks of it."""
    groups = Body.objects.exclude(joining=Joining.BY_SEAT)
    return get_object_or_404(groups.select_related("setter", "steward", "behind__body"), uid=uid)


@require_safe
def own_group(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """What the group talks about, what its leader asks, its material and its next meeting."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_group(request.user, found, now=now))
    person: Any = request.user
    page = Paginator(threads_of(found), _THREADS).get_page(request.GET.get("page"))
    questions = list(questions_of(found)[:_QUESTIONS])
    leads = bool(may_lead_group(person, found, now=now))
    context = {
        "body": found,
        "leader": leader_of(found, on=timezone.localdate(now)),
        "size": sizes_of([found.pk])[found.pk],
        "memberships": memberships_in(found, person, now=now),
        "page": page,
        "open_questions": [each for each in questions if each.closes > now],
        "closed_questions": [each for each in questions if each.closes <= now],
        "materials": list(found.materials.all()),
        "meeting": next_meeting(found, now=now),
        "may_write": bool(may_write_in_group(person, found, now=now)),
        "leads": leads,
        "asking": len(asking_in(found)) if leads else 0,
        "reported": len(waiting_reports(found)) if leads else 0,
        "keeps_peace": bool(may_keep_group_peace(person, found, now=now)),
    }
    page_name = "workspace/bodies/groups/group.html"
    return desk_page(request, page_name, context, name="own_group", words={"group": group})


@require_safe
def group_people(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """Who is in the group, for those who are in it; who asks to come in, for whoever leads it."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_group(request.user, found, now=now))
    leads = bool(may_lead_group(request.user, found, now=now))
    page = Paginator(people_in(found), _PEOPLE).get_page(request.GET.get("page"))
    context = {
        "body": found,
        "leader": leader_of(found, on=timezone.localdate(now)),
        "page": page,
        "people": [(each, called(each)) for each in page],
        "asking": [(each, called(each)) for each in asking_in(found)] if leads else [],
        "leads": leads,
    }
    page_name = "workspace/bodies/groups/people.html"
    return desk_page(request, page_name, context, name="group_people", words={"group": group})


@require_http_methods(["GET", "HEAD", "POST"])
def group_member(request: HttpRequest, language: str, group: UUID, member: UUID) -> HttpResponse:
    """Take in whoever asks, or say why not; have a member leave for a reason."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    who = get_object_or_404(Membership.objects.select_related("organisation", "person"), uid=member, body=found)
    who.body = found
    asks = who.state == Membership.State.ASKED
    rule = may_decide_membership if asks else may_end_membership
    require(rule(request.user, who, now=now))
    form = _deciding(request, asks=asks)
    words = {"group": group, "member": member}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if asks:
                take_in = form.cleaned_data["act"] == "take"
                decide_membership(who, take_in=take_in, reason=reason, actor=request.user, now=now)
                messages.success(request, _("Taken in. They get a letter.") if take_in else _("They get your answer."))
            else:
                end_membership(who, reason=reason, actor=request.user, now=now)
                messages.success(request, _("They are no longer in the group, and get your reason."))
            return HttpResponseRedirect(address("group_people", language, group=group))
        except Refused as refused:
            place_refusal(form, refused)
    context = {"body": found, "who": who, "called": called(who), "asks": asks}
    return form_page(
        request, "workspace/bodies/groups/member.html", context, form=form, name="group_member", words=words
    )


def _deciding(request: HttpRequest, *, asks: bool) -> ReasonForm:
    data = request.POST if request.method == "POST" else None
    if not asks:
        return ReasonForm(data, label=_("Why they have to leave"), help_text=_("They read this."))
    return ReasonForm(
        data,
        label=_("Why not, if you do not take them in"),
        help_text=_("They read this."),
        choices=(("take", _("Take in")), ("refuse", _("Do not take in"))),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_own(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """How letters come, and leaving: oneself, or an association one speaks for."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_groups(request.user, now=now))
    person: Any = request.user
    states = (Membership.State.JOINED, Membership.State.ASKED)
    mine = list(memberships_for(person, now=now).filter(body=found, state__in=states).select_related("body"))
    if request.method == "POST":
        chosen = get_object_or_404(
            Membership, body=found, uid=read_uid(request.POST.get("membership", "")) or UUID(int=0)
        )
        require(may_leave_group(person, chosen, now=now))
        if request.POST.get("act") == "leave":
            leave_group(chosen, actor=person, now=now)
            messages.success(request, _("You have left the group. You can join again whenever you like."))
            return HttpResponseRedirect(address("own_groups", language))
        choose_mail(chosen, request.POST.get("mail", ""), actor=person, now=now)
        messages.success(request, _("Your choice has been saved."))
        return HttpResponseRedirect(address("group_own", language, group=group))
    context = {
        "body": found,
        "mine": [(each, called(each)) for each in mine],
        "choices": MailField().choices,
        "is_in": any(each.is_current for each in mine),
    }
    page_name = "workspace/bodies/groups/mine.html"
    return desk_page(request, page_name, context, name="group_own", words={"group": group})


VIEWS: Views = {
    "own_group": own_group,
    "group_people": group_people,
    "group_member": group_member,
    "group_own": group_own,
}
