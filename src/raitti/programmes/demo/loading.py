"""Loading the demo's programme: the same verbs as everyone's, once."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from raitti.core.slugs import assign_slugs
from raitti.directory.demo import SOURCE
from raitti.directory.models import Organisation
from raitti.programmes.actions.campaigns import save_campaign
from raitti.programmes.actions.grants import enter, open_grant
from raitti.programmes.actions.notices import approve_notice, draft_notice, publish_notice
from raitti.programmes.actions.programmes import open_programme, open_project
from raitti.programmes.actions.scenarios import Question, accept, ask
from raitti.programmes.actions.shapes import save_study
from raitti.programmes.actions.work import save_work
from raitti.programmes.demo import reading
from raitti.programmes.facts import CampaignFacts, GrantFacts
from raitti.programmes.models import FundingRules, HandoverStep, Plea, Programme, Project, Structure, Support
from raitti.programmes.queries.shapes import first_inputs


@transaction.atomic
def load_demo(*, actor: Any, now: datetime) -> None:
    """Load the programme with its projects; the directory's demo must be there before. A second time does nothing."""
    rows = reading.read()
    rules = _rules(rows["rules"])
    if Programme.objects.filter(rules=rules).exists():
        return
    funder, coordinator = _organisation("avustuskeskus"), _organisation("ohjelmakeskus")
    programme = open_programme(
        reading.programme_facts(rows["programme"]),
        funder=funder,
        coordinator=coordinator,
        rules=rules,
        actor=actor,
        now=now,
    )
    for row in rows["project"]:
        _load_project(row, programme, actor=actor, now=now)
    # What the coordinator weighs once the projects have ended, on the figures of today's regions.
    save_study(programme, None, name=rows["study"]["name"], inputs=first_inputs(), actor=actor, now=now)


def _load_project(row: reading.Row, programme: Programme, *, actor: Any, now: datetime) -> Project:
    partners = tuple(_organisation(name).pk for name in row.get("partners", ()))
    project = open_project(
        reading.project_facts(row, partners=partners),
        programme=programme,
        host=_organisation(row["host"]),
        actor=actor,
        now=now,
    )
    save_work(project, reading.work_facts(row), actor=actor, now=now)
    for grant_row in row["grant"]:
        fields = {field: value for field, value in grant_row.items() if field != "entries"}
        grant = open_grant(project, GrantFacts(**fields), funder=programme.funder, actor=actor, now=now)
        for entry in grant_row["entries"]:
            enter(grant, reading.entry_facts(entry), actor=actor, now=now)
    _load_structures(row, project, now=now)
    _load_pleas(row, project, now=now)
    for campaign in row.get("campaign", ()):
        _load_campaign(campaign, project, actor=actor, now=now)
    if "accept" in row:
        _plan(row["accept"], project, actor=actor, now=now)
    return project


def _plan(row: reading.Row, project: Project, *, actor: Any, now: datetime) -> None:
    """The plan as it was made when the decision was known, accepted and told to the public."""
    day = row["on"]
    year = str(day.year)
    question = Question(name=f"Päätöksen mukaan {year}", start=f"{year}-01", end=f"{year}-12", on=day)
    scenario = ask(project, question, actor=actor, now=now)
    accept(scenario, reason=row["fi"], seen=0, actor=actor, now=now)
    notice = draft_notice(project, actor=actor, now=now)
    approve_notice(notice, actor=actor, now=now)
    publish_notice(notice, actor=actor, now=now)


def _load_structures(row: reading.Row, project: Project, *, now: datetime) -> None:
    for each in row["structure"]:
        steps, successor = each.get("steps", ()), each.get("successor")
        fields = {field: value for field, value in each.items() if field not in ("steps", "successor")}
        structure = Structure.objects.create(
            project=project,
            steward=project.host,
            successor=_organisation(successor) if successor else None,
            is_example=True,
            created=now,
            changed=now,
            **fields,
        )
        assign_slugs(structure, "structure")
        for step in steps:
            HandoverStep.objects.create(
                structure=structure,
                step=step["step"],
                done_on=step["on"],
                done_by=str(project.host)[:200],
                evidence=step["evidence"],
            )


def _load_pleas(row: reading.Row, project: Project, *, now: datetime) -> None:
    for each in row["plea"]:
        Plea.objects.create(programme=project.programme, project=project, grant_year=2020, created=now, **each)


def _load_campaign(row: reading.Row, project: Project, *, actor: Any, now: datetime) -> None:
    """A campaign that has ended, with statements that were looked at and shown."""
    fields = {field: value for field, value in row.items() if field != "supports"}
    facts = CampaignFacts(**fields, is_published=True, is_example=True)
    campaign = save_campaign(project, facts, actor=actor, now=now)
    for each in row["supports"]:
        given = timezone.make_aware(datetime.combine(each["given"], time(12)))
        Support.objects.create(
            campaign=campaign,
            state=Support.State.SHOWN,
            decided=given,
            decided_by=str(project.host)[:200],
            **(dict(each) | {"given": given}),
        )


def _organisation(source_id: str) -> Organisation:
    return Organisation.objects.get(source=SOURCE, source_id=source_id)


def _rules(row: reading.Row) -> FundingRules:
    numbers = {field: Decimal(row[field]) for field in ("change_euros", "change_share")}
    rules, is_new = FundingRules.objects.get_or_create(key=row["key"], defaults={**row, **numbers})
    if is_new:
        assign_slugs(rules, "funding_rules")
    return rules
