"""Changes anyone may suggest: taken in, decided whole or in part, and answered."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import made_by
from raitti.core.addresses import full_address
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.mail import send_letter_later
from raitti.core.personal import Holding, register_holding
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions.matters import close_matter, open_for
from raitti.directory.actions.restoring import save_content
from raitti.directory.actions.saving import hold
from raitti.directory.differences import LABELS
from raitti.directory.models import MatterKind, Organisation, Suggestion, Thing
from raitti.directory.queries.history import keeper_of
from raitti.directory.queries.mandates import owners_of
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.snapshots import facts_of, to_json

# What can be suggested of each kind of entry, in the order of its form; the rest goes into the message.
SUGGESTABLE: dict[str, tuple[str, ...]] = {
    "organisation": ("name", "summary", "description", "website", "email", "phone"),
    "service": ("name", "summary", "description", "eligibility", "fee_text", "website"),
    "location": ("name", "street", "postal_code", "city", "description", "directions", "accessibility_note"),
}
# The message counts as a part of its own: it can be taken into account though no field says it.
MESSAGE = "message"
# How long after the decision the suggester's address is kept.
KEPT = timedelta(days=30)


@transaction.atomic
def suggest_change(
    thing: Thing,
    *,
    proposed: Mapping[str, Any],
    now: datetime,
    message: str = "",
    email: str = "",
    language: str = "fi",
    person: Person | None = None,
) -> Suggestion:
    """Take a suggestion in. `proposed` maps fields to values as facts write them; of texts only the changed versions.

    Its owners hear of it by letter; whoever else may decide finds it in the queue, at once or after their time.
    """
    kind = thing._meta.model_name or ""
    fields = {field: value for field, value in proposed.items() if field in SUGGESTABLE[kind]}
    if not fields and not message.strip():
        raise Refused(Verdict("empty", _("Change something first, or write what should change.")))
    organisation = keeper_of(thing)
    suggestion = Suggestion.objects.create(
        organisation=organisation,
        thing_kind=kind,
        thing_uid=thing.uid,
        proposed=fields,
        message=message.strip(),
        email=email,
        language=language,
        person=person,
        created=now,
    )
    open_for(suggestion)
    record(person or System("visitor"), f"suggested change of {kind}", thing, now=now)
    if organisation is not None:
        _tell_keepers(suggestion, thing, organisation, now=now)
    return suggestion


def _tell_keepers(suggestion: Suggestion, thing: Thing, organisation: Organisation, *, now: datetime) -> None:
    for owner in owners_of(organisation, on=timezone.localdate(now)):
        with override(owner.language):
            name = thing.name_in(owner.language).value
            send_letter_later(
                owner.email,
                gettext("Someone suggests a change: %(name)s") % {"name": name},
                template="suggested",
                language=owner.language,
                context={
                    "name": name,
                    "fields": [LABELS[field] for field in suggestion.proposed],
                    "message": suggestion.message,
                    "address": full_address("suggestion", owner.language, uid=str(suggestion.uid)),
                },
            )


def parts_of(suggestion: Suggestion) -> list[str]:
    """What can be accepted or left: each field, and the message."""
    return [*suggestion.proposed, *([MESSAGE] if suggestion.message else [])]


def content_suggested(suggestion: Suggestion, thing: Thing, fields: Collection[str]) -> dict[str, Any]:
    """The fields as they would be: the suggested language versions put among the present ones."""
    present = to_json(facts_of(thing))
    content = {}
    for field in fields:
        if field not in suggestion.proposed:
            continue
        value = suggestion.proposed[field]
        content[field] = {**(present.get(field) or {}), **value} if isinstance(value, dict) else value
    return content


@transaction.atomic
def decide_suggestion(
    suggestion: Suggestion,
    *,
    accepted: Collection[str],
    reason: str = "",
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
) -> Suggestion:
    """Accept a suggestion whole or in part, or leave it; the suggester hears of it who left an address.

    What is left needs a reason. Raises `Refused` when a suggested value cannot be kept.
    """
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.state != Suggestion.State.OPEN:
        raise Refused(Verdict("decided", _("This has been decided already.")))
    parts = parts_of(suggestion)
    taken = [part for part in parts if part in accepted]
    if len(taken) < len(parts) and not reason.strip():
        raise Refused(Verdict("missing", _("Say in a few words why not everything is accepted."), {"field": "reason"}))
    thing = thing_by_uid(suggestion.thing_kind, suggestion.thing_uid)
    if thing is None and taken:
        raise Refused(Verdict("gone", _("The page is no longer here.")))
    if thing is not None:
        hold(thing)
    if thing is not None and (content := content_suggested(suggestion, thing, taken)):
        save_content(thing, content, actor=actor, now=now, on_behalf_of=on_behalf_of)
    suggestion.state = _state(len(taken), len(parts))
    suggestion.accepted_fields, suggestion.reason = taken, reason.strip()
    suggestion.decided_by, suggestion.decided = str(actor)[:200], now
    suggestion.save()
    outcome = Suggestion.State(suggestion.state).label
    close_matter(kind=MatterKind.SUGGESTION, about_uid=suggestion.uid, by=actor, outcome=outcome, now=now)
    record(actor, f"decided suggestion: {suggestion.state}", suggestion, now=now, on_behalf_of=on_behalf_of)
    _answer(suggestion, thing)
    return suggestion


def _state(taken: int, of: int) -> str:
    if taken == of:
        return Suggestion.State.ACCEPTED
    return Suggestion.State.PARTLY if taken else Suggestion.State.REFUSED


def _answer(suggestion: Suggestion, thing: Thing | None) -> None:
    language = suggestion.language
    to = suggestion.email or (suggestion.person.email if suggestion.person is not None else "")
    if not to:
        return
    with override(language):
        about = thing or suggestion.organisation
        name = about.name_in(language).value if about is not None else ""
        left = [part for part in parts_of(suggestion) if part not in suggestion.accepted_fields]
        context = {
            "name": name,
            "state": suggestion.state,
            "taken": [part_label(part) for part in suggestion.accepted_fields],
            "left": [part_label(part) for part in left],
            "reason": suggestion.reason,
            "kept": (suggestion.decided or suggestion.created) + KEPT,
        }
        subject = gettext("Your suggestion: %(name)s") % {"name": name}
        send_letter_later(to, subject, template="suggestion_decided", language=language, context=context)


def part_label(part: str) -> str | Promise:
    return _("Your message") if part == MESSAGE else LABELS[part]


@daily("forget who suggested what")
def forget_suggesters(now: datetime) -> None:
    """Remove the addresses of those whose suggestions were decided a while ago."""
    Suggestion.objects.filter(decided__lt=now - KEPT).exclude(email="").update(email="")


def _shown(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "about": f"{one.get_thing_kind_display()} {one.thing_uid}",
            "proposed": one.proposed,
            "message": one.message,
            "email": one.email,
            "created": one.created.isoformat(),
            "state": one.get_state_display(),
        }
        for one in Suggestion.objects.filter(made_by(person)).order_by("created")
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """Suggestions stay as what they say of an entry, without the one who made them."""
    Suggestion.objects.filter(made_by(person)).update(person=None, email="", message="")
    return []


register_holding("suggestions", Holding(_("Changes you have suggested"), _shown, _erase))
