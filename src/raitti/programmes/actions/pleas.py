"""Writing down what was said between proposal and decision, by whom, and what came of it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions.checks import short
from raitti.directory.actions.saving import differences, set_fields
from raitti.programmes.actions import checks
from raitti.programmes.facts import PleaFacts
from raitti.programmes.models import Plea, Programme, Project
from raitti.programmes.rules import may_edit_programme, may_edit_project

_TEXTS = ("title", "text", "effect")


@transaction.atomic
def save_plea(
    about: Project | Programme, facts: PleaFacts, *, actor: Any, now: datetime, plea: Plea | None = None
) -> Plea:
    """Enter an appeal, opinion, meeting or answer about a project or a whole programme, or make one what facts say."""
    require_to_enter(about, actor=actor, now=now)
    if plea is None:
        project = about if isinstance(about, Project) else None
        programme = about.programme if isinstance(about, Project) else about
        plea = Plea(programme=programme, project=project, created=now)
    given_by = checks.text("given_by", facts.given_by)
    if not given_by:
        checks.refuse("given_by", "", _("Say who gave it."), code="missing")
    fields = {
        "kind": checks.choice("kind", facts.kind, Plea.Kind.values),
        "grant_year": facts.grant_year,
        "on": facts.on,
        "given_by": given_by,
        "url": checks.url(facts.url, "url"),
        "is_public": facts.is_public,
        **{name: dict(checks.texts(name, getattr(facts, name))) for name in _TEXTS},
    }
    if not fields["title"]:
        checks.refuse("title", "", _("Give it a title."), code="missing")
    is_new, changes = plea.pk is None, differences(plea, fields)
    set_fields(plea, short(Plea, fields))
    plea.save()
    if is_new or changes:
        record(actor, "entered plea" if is_new else "changed plea", about, now=now, changes=changes)
        content_changed()
    return plea


@transaction.atomic
def remove_plea(plea: Plea, *, actor: Any, now: datetime) -> None:
    """Take away what was entered wrongly."""
    about = plea.project or plea.programme
    require_to_enter(about, actor=actor, now=now)
    record(actor, "removed plea", about, now=now, changes={"title": [str(plea.title), None]})
    plea.delete()
    content_changed()


def require_to_enter(about: Project | Programme, *, actor: Any, now: datetime) -> None:
    """What concerns a project is entered by its people, what concerns all of them by the programme's coordinators."""
    if isinstance(about, Project):
        require(may_edit_project(actor, about, now=now))
    else:
        require(may_edit_programme(actor, about, now=now))
