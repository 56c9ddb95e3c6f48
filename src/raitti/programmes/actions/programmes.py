"""Opening and changing programmes and projects."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.verdicts import require
from raitti.directory.actions.checks import short
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.models import Organisation
from raitti.programmes import entries
from raitti.programmes.actions import checks
from raitti.programmes.facts import ProgrammeFacts, ProjectFacts
from raitti.programmes.models import Focus, FundingRules, Programme, Project
from raitti.programmes.rules import may_edit_programme, may_edit_project
from raitti.search import actions as search


@transaction.atomic
def open_programme(
    facts: ProgrammeFacts,
    *,
    funder: Organisation,
    coordinator: Organisation | None,
    rules: FundingRules | None,
    actor: Any,
    now: datetime,
) -> Programme:
    """Begin a programme of a funder, looked after by a coordinator."""
    programme = Programme(funder=funder, coordinator=coordinator, rules=rules, created=now, changed=now)
    require(may_edit_programme(actor, programme, now=now))
    return _save_programme(programme, facts, actor=actor, now=now)


@transaction.atomic
def change_programme(programme: Programme, facts: ProgrammeFacts, *, actor: Any, now: datetime) -> Programme:
    """Make a programme what the facts say."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    require(may_edit_programme(actor, programme, now=now))
    return _save_programme(programme, facts, actor=actor, now=now)


@transaction.atomic
def open_project(
    facts: ProjectFacts, *, programme: Programme, host: Organisation, actor: Any, now: datetime
) -> Project:
    """Begin a project of a programme at its host."""
    require(may_edit_programme(actor, programme, now=now))
    project = Project(programme=programme, host=host, created=now, changed=now)
    return _save_project(project, facts, actor=actor, now=now)


@transaction.atomic
def change_project(project: Project, facts: ProjectFacts, *, actor: Any, now: datetime) -> Project:
    """Make a project what the facts say; what it does and costs is changed by `actions.work`."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(may_edit_project(actor, project, now=now))
    return _save_project(project, facts, actor=actor, now=now)


def _save_programme(programme: Programme, facts: ProgrammeFacts, *, actor: Any, now: datetime) -> Programme:
    checks.in_order(facts.starts, facts.ends)
    fields = {
        "name": checks.name(facts.name),
        **{field: checks.texts(field, getattr(facts, field)) for field in _PROGRAMME_TEXTS},
        "shape": checks.choice("shape", facts.shape, Programme.Shape.values),
        "starts": facts.starts,
        "ends": facts.ends,
        "is_example": facts.is_example,
    }
    is_new, changes = programme.pk is None, differences(programme, fields)
    if not is_new and not changes:
        return programme
    set_fields(programme, short(Programme, fields))
    programme.changed = now
    programme.save()
    assign_slugs(programme, "programme")
    record(
        actor,
        "opened programme" if is_new else "changed programme",
        programme,
        now=now,
        changes={} if is_new else changes,
    )
    search.put(entries.programme_entries(programme))
    content_changed()
    return programme


def _save_project(project: Project, facts: ProjectFacts, *, actor: Any, now: datetime) -> Project:
    checks.in_order(facts.starts, facts.ends)
    programme = project.programme
    if facts.starts < programme.starts or facts.ends > programme.ends:
        checks.refuse("starts", facts.starts, _("A project begins and ends within its programme."), code="outside")
    fields = {
        "name": checks.name(facts.name),
        **{field: checks.texts(field, getattr(facts, field)) for field in _PROJECT_TEXTS},
        "kind": checks.choice("kind", facts.kind, Project.Kind.values),
        "starts": facts.starts,
        "ends": facts.ends,
        "website": checks.url(facts.website),
        "email": checks.email(facts.email),
        "phone": checks.phone(facts.phone),
        "is_example": facts.is_example,
    }
    is_new, changes = project.pk is None, differences(project, fields)
    set_fields(project, short(Project, fields))
    if is_new or changes:
        project.changed = now
        project.save()
        assign_slugs(project, "project")
    changes |= _set_many(project, "areas", facts.areas) | _set_many(project, "partners", facts.partners)
    changes |= _set_focuses(project, facts)
    if is_new or changes:
        verb = "opened project" if is_new else "changed project"
        record(actor, verb, project, now=now, changes={} if is_new else changes)
        search.put(entries.project_entries(project))
        content_changed()
    return project


def _set_many(project: Project, field: str, wanted: tuple[int, ...]) -> dict[str, Any]:
    rows = getattr(project, field)
    before, after = sorted(rows.values_list("pk", flat=True)), sorted(wanted)
    if before == after:
        return {}
    rows.set(after)
    return {field: [before, after]}


def _set_focuses(project: Project, facts: ProjectFacts) -> dict[str, Any]:
    """What comes first in each year, as often as it is said otherwise."""
    wanted = [(focus.year, dict(checks.texts("focuses", focus.text))) for focus in facts.focuses]
    before = [(focus.year, dict(focus.text.data)) for focus in project.focuses.order_by("year", "position")]
    wanted.sort(key=lambda one: one[0])
    if wanted == before:
        return {}
    project.focuses.all().delete()
    Focus.objects.bulk_create(
        Focus(project=project, year=year, position=number, text=text) for number, (year, text) in enumerate(wanted)
    )
    return {"focuses": [before, wanted]}


_PROGRAMME_TEXTS = ("summary", "description", "framework", "aims")
_PROJECT_TEXTS = ("summary", "description", "aims", "target_groups")
