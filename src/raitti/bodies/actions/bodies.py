"""Opening, changing and ending bodies, and who appoints and looks after them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions import body_letters
from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.founding import plan_founding
from raitti.bodies.actions.models_of_boards import fill_from_model
from raitti.bodies.actions.seating import end_holdings_of, locked
from raitti.bodies.boards import Board, board
from raitti.bodies.facts.bodies import BodyFacts
from raitti.bodies.models import Body, BodyKind, Holding, Joining, Office, Stage, TermRule
from raitti.bodies.rules import may_edit_body, may_end_body, may_name_setter, may_open_body, may_take_over_body
from raitti.core.audit import record
from raitti.core.slugs import assign_slugs
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation, OrganisationStatus, Publication

_TEXTS = ("summary", "purpose", "how_to_get_in", "mandate_name")
_PLAIN = ("mandated_on", "is_gender_balanced", "fills_vacancies", "is_example")
_MOST_YEARS, _MOST_TERMS, _MOST_MEETINGS, _MOST_NOTICE = 10, 20, 60, 90


@transaction.atomic
def open_body(
    facts: BodyFacts,
    *,
    steward: Organisation,
    actor: Any,
    now: datetime,
    model: str = "",
    parent: Body | None = None,
) -> Body:
    """Begin a body that an organisation looks after, plain or from one of the handbook's models.

    A model gives what the facts leave open: the rules it sits by, its seats, its first term, its executive committee
    and sub-groups. Whoever is said to appoint it is written to, where that is another organisation.
    """
    require(may_open_body(actor, steward, now=now))
    if parent is not None:
        require(may_edit_body(actor, locked(parent), now=now))
    chosen = board(model) if model else None
    setter = facts.setter or steward
    _require_open(setter, "setter")
    body = Body(setter=setter, steward=steward, parent=parent, model=model, created=now, changed=now)
    fields = _fields(facts) | (_of_model(chosen, facts) if chosen is not None else {})
    set_fields(body, checks.short(Body, fields))
    body.save()
    assign_slugs(body, "body")
    _set_links(body, facts)
    record(actor, "opened body", body, now=now, on_behalf_of=steward)
    if facts.is_at_work or body.is_open_group:
        # Nobody is appointed to a group that anyone joins.
        body.stage = Stage.ACTIVE
        body.save(update_fields=["stage"])
    else:
        plan_founding(body, first_meeting=facts.first_meeting, today=timezone.localdate(now))
    if chosen is not None:
        fill_from_model(body, chosen, now=now)
    if setter != steward:
        body_letters.tell_setter(body, now=now)
    body_changed(body, now=now)
    return body


def _of_model(chosen: Board, facts: BodyFacts) -> dict[str, Any]:
    """What the model says; texts that were written stand."""
    given = chosen.fields()
    written = {name for name in _TEXTS if getattr(facts, name)}
    return {name: value for name, value in given.items() if name not in written}


@transaction.atomic
def change_body(body: Body, facts: BodyFacts, *, actor: Any, now: datetime) -> Body:
    """Make what is said of a body what the facts say; who appoints it is changed by `name_setter`."""
    body = locked(body)
    require(may_edit_body(actor, body, now=now))
    fields = _fields(facts)
    changes = differences(body, fields)
    set_fields(body, checks.short(Body, fields))
    body.changed = now
    body.save()
    changes |= _set_links(body, facts)
    if not changes:
        return body
    assign_slugs(body, "body")
    record(actor, "changed body", body, now=now, changes=changes)
    body_changed(body, now=now)
    return body


def _fields(facts: BodyFacts) -> dict[str, Any]:
    rule = checks.choice("term_rule", facts.term_rule, TermRule.values)
    if rule == TermRule.FIXED_YEARS and not facts.term_years:
        checks.refuse("term_years", facts.term_years, _("Say how many years a term lasts."), code="missing")
    if facts.mandated_on is None and (facts.mandate_url and not facts.mandate_name):
        checks.refuse("mandate_name", "", _("Say what the document is called."), code="missing")
    least, most = facts.meetings_a_year, facts.most_meetings_a_year
    if least is not None and most is not None and most < least:
        checks.refuse("most_meetings_a_year", most, _("This is fewer than the least."), code="order")
    if not 0 <= facts.quorum <= 1:
        checks.refuse(
            "quorum", str(facts.quorum), _("A share of the seats lies between nothing and all."), code="share"
        )
    return {
        "name": checks.name(facts.name),
        "kind": checks.choice("kind", facts.kind, BodyKind.values),
        "publication": checks.choice("publication", facts.publication, (Publication.DRAFT, Publication.PUBLISHED)),
        **{name: checks.texts(name, getattr(facts, name)) for name in _TEXTS},
        **{name: getattr(facts, name) for name in _PLAIN},
        "languages": checks.languages(facts.languages),
        "mandate_url": checks.url(facts.mandate_url, "mandate_url"),
        "term_rule": rule,
        "term_years": _number("term_years", facts.term_years, 1, _MOST_YEARS),
        "most_terms": _number("most_terms", facts.most_terms, 1, _MOST_TERMS),
        "most_organisation_terms": _number("most_organisation_terms", facts.most_organisation_terms, 1, _MOST_TERMS),
        "meetings_a_year": _number("meetings_a_year", facts.meetings_a_year, 1, _MOST_MEETINGS),
        "most_meetings_a_year": _number("most_meetings_a_year", facts.most_meetings_a_year, 1, _MOST_MEETINGS),
        "notice_days": _number("notice_days", facts.notice_days, 0, _MOST_NOTICE),
        "quorum": Decimal(facts.quorum),
        "joining": checks.choice("joining", facts.joining, Joining.values),
        "email": checks.email(facts.email),
    }


def _number(field: str, value: int | None, least: int, most: int) -> int | None:
    if value is not None and not least <= value <= most:
        words = {"least": least, "most": most}
        checks.refuse(field, value, _("Give a number from %(least)d to %(most)d.") % words, code="number")
    return value


def _set_links(body: Body, facts: BodyFacts) -> dict[str, Any]:
    lookup = Lookup()
    wanted = {
        "areas": checks.areas("areas", facts.areas, lookup),
        "topics": [topic.pk for topic in checks.topics("topics", facts.topics, lookup)],
    }
    changes = {}
    for name, keys in wanted.items():
        before = sorted(getattr(body, name).values_list("pk", flat=True))
        if before != sorted(keys):
            getattr(body, name).set(keys)
            changes[name] = [before, sorted(keys)]
    return changes


@transaction.atomic
def end_body(body: Body, *, reason: Mapping[str, str], on: date, actor: Any, now: datetime) -> Body:
    """Say that a body is no more, since when and why; whoever sits in it sits to that day. What it was stays to be
    read."""
    body = locked(body)
    require(may_end_body(actor, body, now=now))
    words = checks.texts("reason", reason)
    if not words:
        checks.refuse("reason", "", _("Say why it ends: those who look for it read this."), code="missing")
    if on > timezone.localdate(now):
        checks.refuse("on", on, _("This day has not come yet."), code="future")
    body.stage, body.ended_on, body.changed = Stage.ENDED, on, now
    set_fields(body, {"end_reason": words})
    body.save()
    holdings = Holding.objects.filter(seat__body=body)
    end_holdings_of(holdings, on=on, because=Holding.End.TERM, actor=actor, now=now)
    for office in Office.objects.filter(body=body, until=None):
        office.until = max(on, office.since)
        office.save(update_fields=["until"])
    record(actor, "ended body", body, now=now, changes={"reason": ["", words]})
    body_changed(body, now=now)
    return body


@transaction.atomic
def name_setter(body: Body, setter: Organisation, *, actor: Any, now: datetime) -> Body:
    """Say who appoints a body from now on; whoever that is, is written to."""
    body = locked(body)
    require(may_name_setter(actor, body, now=now))
    _require_open(setter, "setter")
    if setter == body.setter:
        return body
    before, body.setter, body.changed = body.setter, setter, now
    body.save(update_fields=["setter", "changed"])
    record(actor, "named setter", body, now=now, changes={"setter": [str(before), str(setter)]})
    if setter != body.steward:
        body_letters.tell_setter(body, now=now)
    body_changed(body, now=now)
    return body


def move_to_steward(body: Body, steward: Organisation, *, actor: Any, now: datetime) -> Body:
    """Let another organisation look after a body from now on, with its seats, papers and history as they are.

    Call it within the transaction in which that organisation accepted it: nobody is given a body they did not take.
    """
    body = locked(body)
    before, body.steward, body.changed = body.steward, steward, now
    body.save(update_fields=["steward", "changed"])
    record(actor, "moved body", body, now=now, on_behalf_of=steward, changes={"steward": [str(before), str(steward)]})
    body_changed(body, now=now)
    # Its executive committee, its sub-groups and the groups behind its seats go along, where they were with the same.
    for below in Body.objects.filter(Q(parent=body) | Q(behind__body=body), steward=before).exclude(pk=body.pk):
        move_to_steward(below, steward, actor=actor, now=now)
    return body


@transaction.atomic
def take_over_body(body: Body, *, actor: Any, now: datetime) -> Body:
    """Look after a body as who appoints it, where the organisation that did has been closed."""
    body = locked(body)
    require(may_take_over_body(actor, body, now=now))
    return move_to_steward(body, body.setter, actor=actor, now=now)


def _require_open(organisation: Organisation, field: str) -> None:
    if organisation.status == OrganisationStatus.DISSOLVED:
        checks.refuse(field, organisation, _("This organisation has been closed."), code="closed")
