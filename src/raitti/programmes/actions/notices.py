"""Notices of a project: drafted from its plan, edited, approved, published."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.texts import translated, versions
from raitti.core.verdicts import require
from raitti.programmes.actions import checks
from raitti.programmes.facts import Texts
from raitti.programmes.models import Notice, Project
from raitti.programmes.notice_text import draft_of
from raitti.programmes.rules import may_approve_notice, may_draft_notice, may_edit_notice, may_publish_notice

LONGEST_TITLE = 200


@transaction.atomic
def draft_notice(project: Project, *, actor: Any, now: datetime) -> Notice:
    """A draft of a notice about the plan in force; the one that is there already, if nobody has published it."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(may_draft_notice(actor, project, now=now))
    version = project.plan_versions.latest("number")
    begun = Notice.objects.filter(project=project, version=version).exclude(state=Notice.State.PUBLISHED).first()
    if begun is not None:
        return begun
    draft = draft_of(version)
    number = (project.notices.aggregate(most=Max("number"))["most"] or 0) + 1
    notice = Notice.objects.create(
        project=project,
        number=number,
        version=version,
        title=draft.title,
        text=draft.text,
        edited=now,
        edited_by=str(actor)[:200],
    )
    record(actor, "drafted notice", project, now=now, changes={"number": [None, number]})
    return notice


@transaction.atomic
def edit_notice(notice: Notice, *, title: Texts, text: Texts, actor: Any, now: datetime) -> Notice:
    """Make a notice say what is written; what had been approved is a draft again."""
    notice = _held(notice)
    require(may_edit_notice(actor, notice, now=now))
    wanted_title, wanted_text = checks.texts("title", title), checks.texts("text", text)
    for code, words in wanted_title.items():
        if len(words) > LONGEST_TITLE:
            checks.refuse(f"title_{code}", words, _("The title is too long: at most 200 characters fit."), code="long")
    for code in wanted_text.keys() - wanted_title.keys():
        checks.refuse(f"title_{code}", "", _("Give the notice a title in this language too."), code="missing")
    for code in wanted_title.keys() - wanted_text.keys():
        checks.refuse(f"text_{code}", "", _("The text in this language is missing."), code="missing")
    if not wanted_title:
        checks.refuse("title_fi", "", _("Give the notice a title and a text in one language at least."), code="missing")
    if (versions(notice.title), versions(notice.text)) == (wanted_title, wanted_text):
        return notice
    notice.title, notice.text = translated(**wanted_title), translated(**wanted_text)
    notice.state, notice.approved, notice.approved_by = Notice.State.DRAFT, None, ""
    notice.edited, notice.edited_by = now, str(actor)[:200]
    notice.save()
    record(actor, "edited notice", notice.project, now=now, changes={"number": [notice.number, notice.number]})
    return notice


@transaction.atomic
def remove_notice(notice: Notice, *, actor: Any, now: datetime) -> None:
    """Throw a draft away; another can be made from the plan."""
    notice = _held(notice)
    require(may_edit_notice(actor, notice, now=now))
    record(actor, "removed notice", notice.project, now=now, changes={"number": [notice.number, None]})
    notice.delete()


@transaction.atomic
def approve_notice(notice: Notice, *, actor: Any, now: datetime) -> Notice:
    """Stand for a notice as it is written now."""
    notice = _held(notice)
    require(may_approve_notice(actor, notice, now=now))
    if notice.state == Notice.State.DRAFT:
        notice.state, notice.approved, notice.approved_by = Notice.State.APPROVED, now, str(actor)[:200]
        notice.save(update_fields=["state", "approved", "approved_by"])
        record(actor, "approved notice", notice.project, now=now, changes={"number": [None, notice.number]})
    return notice


@transaction.atomic
def publish_notice(notice: Notice, *, actor: Any, now: datetime) -> Notice:
    """Tell the public: on the project's page and in the feed."""
    notice = _held(notice)
    require(may_publish_notice(actor, notice, now=now))
    notice.state, notice.published = Notice.State.PUBLISHED, now
    notice.save(update_fields=["state", "published"])
    record(actor, "published notice", notice.project, now=now, changes={"number": [None, notice.number]})
    content_changed()
    return notice


def _held(notice: Notice) -> Notice:
    """The notice as it is now, nobody else's until this is done."""
    held = Notice.objects.select_for_update(of=("self",)).select_related(
        "project__host", "project__programme", "version"
    )
    return held.get(pk=notice.pk)
