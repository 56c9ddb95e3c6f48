"""What the group talks about: threads, their messages, and mending or taking away one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions import threads as acts
from raitti.bodies.forms.groups import PostForm, ThreadForm
from raitti.bodies.models import Body, Post, Thread
from raitti.bodies.queries.group_pages import post_lines, posts_of
from raitti.bodies.queries.groups import memberships_in
from raitti.bodies.rules import may_delete_post, may_edit_post, may_lead_group, may_see_group, may_write_in_group
from raitti.bodies.rules.standing import at_work
from raitti.core.addresses import Views, address
from raitti.core.uids import read_uid
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, has_turn, keep_typed
from raitti.workspace.bodies.groups.group import group_or_404

_POSTS = 50


def post_or_404(body: Body, uid: UUID) -> Post:
    found = get_object_or_404(
        Post.objects.select_related("thread", "membership__organisation", "person"), thread__body=body, uid=uid
    )
    found.thread.body = body
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def group_thread_new(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """Begin to talk about something."""
    now, found = timezone.now(), group_or_404(group)
    rule = may_see_group if request.method == "POST" else may_write_in_group
    require(rule(request.user, found, now=now))
    person: Any = request.user
    data = request.POST if request.method == "POST" else None
    form = ThreadForm(data, memberships=memberships_in(found, person, now=now))
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        said = form.cleaned_data
        try:
            made = acts.begin_thread(
                found,
                title=said["title"],
                text=said["text"],
                membership=read_uid(said.get("membership", "")),
                language=language,
                actor=request.user,
                now=now,
            )
        except Refused as refused:
            keep_typed(form, refused, "text", codes={"ended"})
        else:
            return HttpResponseRedirect(address("group_thread", language, group=group, thread=made.uid))
    page, words = "workspace/bodies/groups/thread_new.html", {"group": group}
    return form_page(request, page, {"body": found}, form=form, name="group_thread_new", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def group_thread(request: HttpRequest, language: str, group: UUID, thread: UUID) -> HttpResponse:
    """A thread, the newest messages last; and a field for one's own."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_group(request.user, found, now=now))
    talk = get_object_or_404(Thread, body=found, uid=thread)
    talk.body = found
    person: Any = request.user
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, memberships=memberships_in(found, person, now=now), label=_("What I answer"))
    words = {"group": group, "thread": thread}
    paginator = Paginator(posts_of(talk), _POSTS)
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            made = acts.write_post(
                talk,
                text=form.cleaned_data["text"],
                membership=read_uid(form.cleaned_data.get("membership", "")),
                language=language,
                actor=request.user,
                now=now,
            )
        except Refused as refused:
            keep_typed(form, refused, "text", codes={"ended"})
        else:
            last = Paginator(posts_of(talk), _POSTS).num_pages
            query = f"?page={last}" if last > 1 else ""
            return HttpResponseRedirect(address("group_thread", language, **words) + f"{query}#m-{made.uid}")
    page = paginator.get_page(request.GET.get("page") or (paginator.num_pages if data is not None else 1))
    leads, working = bool(may_lead_group(person, found, now=now)), bool(at_work(found))
    context = {
        "body": found,
        "thread": talk,
        "page": page,
        "lines": post_lines(list(page), person, leads=leads, at_work=working, now=now),
        "may_write": working,
    }
    name = "workspace/bodies/groups/thread.html"
    return form_page(request, name, context, form=form, name="group_thread", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def group_post(request: HttpRequest, language: str, group: UUID, post: UUID) -> HttpResponse:
    """Mend what one wrote, or take it away."""
    now, found = timezone.now(), group_or_404(group)
    mine = post_or_404(found, post)
    require(may_delete_post(request.user, mine, now=now))
    editing = may_edit_post(request.user, mine, now=now)
    form = PostForm(request.POST if request.method == "POST" else None, text=mine.text)
    back = HttpResponseRedirect(address("group_thread", language, group=group, thread=mine.thread.uid))
    if request.method == "POST" and request.POST.get("act") == "remove":
        acts.delete_post(mine, actor=request.user, now=now)
        messages.success(request, _("The message has been taken away."))
        return back if may_see_group(request.user, found, now=now) else _to_own(language)
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit_post(mine, text=form.cleaned_data["text"], actor=request.user, now=now)
        except Refused as refused:
            keep_typed(form, refused, "text", codes={"late", "ended", "hidden", "deleted"})
        else:
            messages.success(request, _("Saved."))
            return back
    context = {"body": found, "post": mine, "editing": editing}
    page, words = "workspace/bodies/groups/post.html", {"group": group, "post": post}
    return form_page(request, page, context, form=form, name="group_post", words=words)


def _to_own(language: str) -> HttpResponse:
    return HttpResponseRedirect(address("own_groups", language))


VIEWS: Views = {"group_thread_new": group_thread_new, "group_thread": group_thread, "group_post": group_post}
