"""Who looks after a page: inviting, handing the keys over, renewing and ending; and the invitations one gets."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addressees import bounces_of, is_bounced
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.invitations import (
    KEEPABLE,
    accept_invitation,
    decline_invitation,
    hand_over,
    invite,
    withdraw_invitation,
)
from raitti.directory.actions.mandates import end_mandate, renew_mandate
from raitti.directory.forms.mandates import HandOverForm, InviteForm
from raitti.directory.models import Invitation, Mandate, Organisation, Role
from raitti.directory.queries.addressees import dead_addresses
from raitti.directory.queries.claims import claims_of
from raitti.directory.queries.invitations import invitation_by, invitations_of
from raitti.directory.queries.mandates import current_mandates
from raitti.directory.rules import (
    may_answer_invitation,
    may_confirm,
    may_end_mandate,
    may_hand_over,
    may_invite,
    may_renew_mandate,
    may_see_claims,
    may_see_invitation,
    may_see_mandates,
    may_see_own_pages,
    may_withdraw_invitation,
)
from raitti.workspace.asking import form_page, has_turn, place_refusal
from raitti.workspace.rendering import ASK_AGAIN, desk_page, old_link


@require_safe
def keys(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Who looks after a page, who is invited, and what one may do about it."""
    now, entry = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_see_mandates(request.user, entry, now=now))
    asked = {"now": now}
    rows = [
        {
            "mandate": mandate,
            "is_own": mandate.person_id == request.user.pk,
            "may_hand_over": bool(may_hand_over(request.user, mandate, **asked)),
            "may_renew": bool(may_renew_mandate(request.user, mandate, **asked)),
            "may_end": may_end_mandate(request.user, mandate, **asked),
        }
        for mandate in current_mandates(entry, on=timezone.localdate(now))
    ]
    invited = list(invitations_of(entry, now=now))
    dead = bounces_of(invitation.email for invitation in invited)
    dead_mail = dead_addresses(entry, on=timezone.localdate(now))
    invitations = [
        {
            "invitation": invitation,
            "may_withdraw": bool(may_withdraw_invitation(request.user, invitation, **asked)),
            "dead": dead.get(invitation.email.lower()),
        }
        for invitation in invited
    ]
    context = {
        "organisation": entry,
        "rows": rows,
        "invitations": invitations,
        "may_invite": bool(_roles_to_give(request, entry, now=now)),
        "claims": claims_of(entry) if may_see_claims(request.user, entry, now=now) else [],
        "today": timezone.localdate(now),
        "dead_mail": dead_mail,
        "dead_people": {one.person for one in dead_mail},
        "may_try_mail": bool(may_confirm(request.user, entry, **asked)),
        "back": "keys",
    }
    return desk_page(
        request, "workspace/mandates/keys.html", context, name="keys", words={"organisation": organisation}
    )


def _warn_of(request: HttpRequest, *, came_back: bool) -> None:
    """Say that an address has taken no letters until now, so that whoever gave it can look again."""
    if came_back:
        messages.warning(
            request,
            _("Letters to this address have come back before. Look whether it is right; we tell you if so does this."),
        )


def _roles_to_give(request: HttpRequest, organisation: Organisation, *, now: Any) -> list[Role]:
    return [role for role in Role if may_invite(request.user, organisation, role, now=now)]


@require_http_methods(["GET", "HEAD", "POST"])
def invite_someone(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Offer someone a role by a letter."""
    now, entry = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    roles = _roles_to_give(request, entry, now=now)
    if not roles:
        require(may_invite(request.user, entry, Role.EDITOR, now=now))
    form = InviteForm(
        request.POST or None, roles=roles, today=timezone.localdate(now), initial={"language": language}, auto_id="%s"
    )
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        came_back = is_bounced(form.cleaned_data["email"])
        try:
            invite(entry, actor=request.user, now=now, **form.cleaned_data)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("The invitation is on its way to %s.") % form.cleaned_data["email"])
            _warn_of(request, came_back=came_back)
            return HttpResponseRedirect(address("keys", language, organisation=organisation))
    context = {"organisation": entry, "form": form}
    return form_page(
        request,
        "workspace/mandates/invite.html",
        context,
        form=form,
        name="invite",
        words={"organisation": organisation},
    )


@require_safe
def mandate_page(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """One role: until when it holds, and what can be done with it."""
    now, mandate = timezone.now(), _mandate(uid)
    if mandate.person_id != request.user.pk or not request.user.is_active:
        require(may_see_mandates(request.user, mandate.organisation, now=now))
    else:
        require(may_see_own_pages(request.user, now=now))
    context = {
        "mandate": mandate,
        "organisation": mandate.organisation,
        "is_own": mandate.person_id == request.user.pk,
        "may_see_keys": bool(may_see_mandates(request.user, mandate.organisation, now=now)),
        "may_hand_over": may_hand_over(request.user, mandate, now=now),
        "may_renew": may_renew_mandate(request.user, mandate, now=now),
        "may_end": may_end_mandate(request.user, mandate, now=now),
        "today": timezone.localdate(now),
    }
    return desk_page(request, "workspace/mandates/mandate.html", context, name="mandate", words={"uid": uid})


@require_http_methods(["GET", "HEAD", "POST"])
def hand_keys_over(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Name one's successor; the role passes when they accept."""
    now, mandate = timezone.now(), _mandate(uid)
    require(may_hand_over(request.user, mandate, now=now))
    keepable = KEEPABLE.get(Role(mandate.role), ())
    form = HandOverForm(
        request.POST or None, keepable=keepable, initial={"language": language, "keeps": ""}, auto_id="%s"
    )
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        came_back = is_bounced(form.cleaned_data["email"])
        try:
            hand_over(mandate, actor=request.user, now=now, **form.cleaned_data)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            sent = _("A letter is on its way to %s. The role is yours until they accept.")
            messages.success(request, sent % form.cleaned_data["email"])
            _warn_of(request, came_back=came_back)
            return HttpResponseRedirect(address("desk", language))
    context = {"mandate": mandate, "organisation": mandate.organisation, "form": form}
    return form_page(
        request, "workspace/mandates/hand_over.html", context, form=form, name="hand_over", words={"uid": uid}
    )


@require_POST
def renew(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Say that a role is still right."""
    mandate = renew_mandate(_mandate(uid), actor=request.user, now=timezone.now())
    messages.success(request, _("Thank you. The role goes on."))
    return HttpResponseRedirect(address("mandate", language, uid=mandate.uid))


@require_POST
def end(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Give a role up, or take it from someone."""
    mandate = end_mandate(_mandate(uid), actor=request.user, now=timezone.now())
    if mandate.person_id == request.user.pk:
        messages.success(request, _("You have given the role up."))
        return HttpResponseRedirect(address("desk", language))
    messages.success(request, _("The role has ended, and its holder is told."))
    return HttpResponseRedirect(address("keys", language, organisation=mandate.organisation.uid))


def _mandate(uid: UUID) -> Mandate:
    return get_object_or_404(Mandate.objects.select_related("organisation", "person"), uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Read an invitation, with or without an account, and say yes or no."""
    now, invitation = timezone.now(), invitation_by(token)
    if invitation is None:
        return old_link(request, name="invitation", token=token, instead=ASK_AGAIN)
    require(may_see_invitation(request.user, invitation, now=now))
    if request.method == "POST":
        if request.POST.get("answer") == "no":
            decline_invitation(invitation, actor=request.user, now=now)
            return desk_page(
                request,
                "workspace/mandates/declined.html",
                {"invitation": invitation, "organisation": invitation.organisation},
                name="invitation",
                words={"token": token},
            )
        accept_invitation(invitation, actor=request.user, now=now)  # type: ignore[arg-type]
        messages.success(request, _("Welcome! You now act for %s.") % invitation.organisation.name_in(language).value)
        return HttpResponseRedirect(address("desk", language))
    context = {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "verdict": may_answer_invitation(request.user, invitation, now=now),
        "next": address("invitation", language, token=token),
    }
    return desk_page(request, "workspace/mandates/invitation.html", context, name="invitation", words={"token": token})


@require_POST
def withdraw(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), uid=uid)
    withdraw_invitation(invitation, actor=request.user, now=timezone.now())
    messages.success(request, _("The invitation has been taken back. Its link no longer works."))
    where = (
        address("keys", language, organisation=invitation.organisation.uid)
        if may_see_mandates(request.user, invitation.organisation, now=timezone.now())
        else address("desk", language)
    )
    return HttpResponseRedirect(where)


VIEWS: Views = {
    "keys": keys,
    "invite": invite_someone,
    "mandate": mandate_page,
    "hand_over": hand_keys_over,
    "renew_mandate": renew,
    "end_mandate": end,
    "invitation": invitation_page,
    "withdraw_invitation": withdraw,
}
