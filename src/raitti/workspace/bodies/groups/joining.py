"""One's own groups; joining several at once, with an account or by mail; and the links of letters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from raitti.accounts.models import Person
from raitti.bodies.actions import joining_by_mail as by_mail
from raitti.bodies.actions.memberships import choose_mail, join_groups
from raitti.bodies.facts.groups import JoinFacts
from raitti.bodies.forms.groups import JoinForm, MailField
from raitti.bodies.group_wording import called
from raitti.bodies.models import Body, Joining, Membership
from raitti.bodies.queries.group_pages import own_groups as own_rows
from raitti.bodies.queries.group_pages import rows_of
from raitti.bodies.queries.groups import led_or_kept, memberships_for, open_groups
from raitti.bodies.queries.standing import SPEAKING_FOR
from raitti.bodies.rules import may_follow_group_link, may_join_by_mail, may_see_groups
from raitti.bodies.rules.standing import speaks_for
from raitti.core.addresses import Views, address
from raitti.core.audit import LinkHolder
from raitti.core.texts import pick
from raitti.core.uids import read_uid
from raitti.core.verdicts import Refused, require
from raitti.directory.models import Organisation, OrganisationStatus
from raitti.directory.queries.mandates import organisations_of
from raitti.directory.rules.asking import refused, still_open
from raitti.workspace.asking import as_slow_for_all, form_page, has_turn, place_refusal
from raitti.workspace.rendering import desk_page, old_link


@require_safe
def own_groups(request: HttpRequest, language: str) -> HttpResponse:
    """The groups one is in, and those one leads or looks after."""
    now = timezone.now()
    require(may_see_groups(request.user, now=now))
    person: Any = request.user
    rows = own_rows(person, now=now)
    known = {row.body.pk for row in rows}
    led = [body for body in led_or_kept(person, now=now) if body.pk not in known]
    context = {"rows": rows, "led": rows_of(led, on=timezone.localdate(now))}
    return desk_page(request, "workspace/bodies/groups/own.html", context, name="own_groups")


@require_http_methods(["GET", "HEAD", "POST"])
@as_slow_for_all
def groups_join(request: HttpRequest, language: str) -> HttpResponse:
    """Tick the groups to join, and join them at once; who has no account confirms an address."""
    now = timezone.now()
    require(may_join_by_mail(None))
    person = request.user if isinstance(request.user, Person) else None
    behind = _asked_for(request.GET.get("body", ""))
    groups = list(open_groups(behind=behind))
    rows = rows_of(groups, on=timezone.localdate(now))
    there = _there(person, groups, now=now)
    associations = _associations(request, person, now=now)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        groups=[(row.body, _said(row, language)) for row in rows if row.body.pk not in there or associations],
        chosen=request.GET.getlist("group"),
        associations=associations,
        language=language,
        person=person,
        asks_message=any(group.joining == Joining.ON_APPROVAL for group in groups),
    )
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            return _join(request, form, person, language)
        except Refused as stopped:
            place_refusal(form, _about_groups(stopped))
    context = {"behind": behind, "there": [row for row in rows if row.body.pk in there], "person": person}
    return form_page(request, "workspace/bodies/groups/join.html", context, form=form, name="groups_join")


def _join(request: HttpRequest, form: JoinForm, person: Person | None, language: str) -> HttpResponse:
    now, said = timezone.now(), form.cleaned_data
    facts = JoinFacts(name=said["name"], language=language, mail=said["mail"], message=said.get("message", ""))
    if person is None:
        by_mail.ask_by_mail(form.chosen, facts, address=said["email"], now=now)
        messages.success(request, _("Almost in: open the letter we sent you and press its button."))
        return HttpResponseRedirect(address("groups_join", language))
    made = join_groups(form.chosen, facts, actor=person, organisation=form.organisation, now=now)
    _say(request, made)
    if len(made) == 1 and made[0].is_current:
        return HttpResponseRedirect(address("own_group", language, group=made[0].body.uid))
    return HttpResponseRedirect(address("own_groups", language))


def _say(request: HttpRequest, made: list[Membership]) -> None:
    joined = sum(1 for each in made if each.is_current)
    asked = sum(1 for each in made if each.state == Membership.State.ASKED)
    if joined:
        told = ngettext("Welcome! You are in the group.", "Welcome! You are in %(number)d groups.", joined)
        messages.success(request, told % {"number": joined})
    if asked:
        told = ngettext("Your wish went to the leader, who answers you.", "Your wishes went to the leaders.", asked)
        messages.success(request, told)


def _about_groups(stopped: Refused) -> Refused:
    """A refusal that comes from one of the groups stands where they are ticked, so that nothing typed is lost."""
    if "field" in stopped.verdict.details:
        return stopped
    return Refused(refused(stopped.verdict.reason, code=stopped.verdict.code, field="groups"))


def _asked_for(text: str) -> Body | None:
    uid = read_uid(text)
    return Body.objects.public().filter(uid=uid).first() if uid else None


def _there(person: Person | None, groups: list[Body], *, now: Any) -> set[int]:
    """The groups one is in oneself, or has asked to be."""
    if person is None:
        return set()
    states = (Membership.State.JOINED, Membership.State.ASKED)
    mine = memberships_for(person, now=now).filter(body__in=groups, organisation=None, state__in=states)
    return set(mine.values_list("body", flat=True))


def _associations(request: HttpRequest, person: Person | None, *, now: Any) -> list[Organisation]:
    """The associations somebody speaks for; that of the address, too, for those who look after its area."""
    if person is None:
        return []
    asked = read_uid(request.GET.get("organisation", ""))
    own = Organisation.objects.filter(pk__in=organisations_of(person, SPEAKING_FOR, now=now))
    found = list(own.exclude(status=OrganisationStatus.DISSOLVED).order_by("sort_fi", "pk"))
    other = Organisation.objects.filter(uid=asked).first() if asked else None
    if other is not None and other not in found and speaks_for(person, other, now=now) and still_open(other):
        found.append(other)
    return found


def _said(row: Any, language: str) -> str:
    """A group on the list: its name, and how many are in."""
    name = pick(row.body.name, language).value
    number = ngettext("%(number)d member", "%(number)d members", row.size.all) % {"number": row.size.all}
    more = [number] + ([_("the leader takes in")] if row.body.joining == Joining.ON_APPROVAL else [])
    return f"{name} ({', '.join(more)})"


@require_http_methods(["GET", "HEAD", "POST"])
def group_confirm(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Confirm an address by the link of a letter. Opening it does nothing: mail programs open links by themselves."""
    now = timezone.now()
    require(may_join_by_mail(None))
    waiting = by_mail.joining_by_token(token)
    if not waiting:
        return old_link(request, name="group_confirm", token=token, instead=_("You can join anew on the groups’ page."))
    joined: list[Membership] = []
    if request.method == "POST":
        joined = by_mail.confirm_by_mail(token, now=now)
    context = {
        "waiting": waiting,
        "joined": [(each, by_mail.leave_token(each)) for each in joined],
        "done": request.method == "POST",
    }
    page, words = "workspace/bodies/groups/confirm.html", {"token": token}
    return desk_page(request, page, context, name="group_confirm", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def group_letters(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """How often letters of a group come, or leave it, by the link of a letter."""
    now = timezone.now()
    membership = by_mail.membership_by_link(token)
    require(may_follow_group_link(membership))
    assert membership is not None  # noqa: S101 - the rule has said so
    is_in = membership.state in {Membership.State.JOINED, Membership.State.ASKED}
    if request.method == "POST" and is_in:
        if request.POST.get("act") == "leave":
            by_mail.leave_by_link(membership, now=now)
            messages.success(request, _("You have left the group. No more letters come from it."))
        else:
            choose_mail(membership, request.POST.get("mail", ""), actor=LinkHolder("member"), now=now)
            messages.success(request, _("Your choice has been saved."))
        return HttpResponseRedirect(address("group_letters", language, token=token))
    context = {
        "membership": membership,
        "called": called(membership) if is_in else "",
        "is_in": is_in,
        "choices": MailField().choices,
    }
    page, words = "workspace/bodies/groups/letters.html", {"token": token}
    return desk_page(request, page, context, name="group_letters", words=words)


VIEWS: Views = {
    "own_groups": own_groups,
    "groups_join": groups_join,
    "group_confirm": group_confirm,
    "group_letters": group_letters,
}
