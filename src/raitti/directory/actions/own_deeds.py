"""What a person did for pages as data about them: their notes are handed out, their name is taken away on request."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import names_of
from raitti.core.models import AuditEntry
from raitti.core.personal import Holding, register_holding
from raitti.directory.actions.matters import NOTED
from raitti.directory.models import (
    Claim,
    FirstLook,
    Hiding,
    Mandate,
    Matter,
    MatterNote,
    Merge,
    Revision,
    Suggestion,
)

_GONE = "…"
# Where the name of whoever did something stands beside what was done.
_NAMED: tuple[tuple[type[Model], str], ...] = (
    (Revision, "actor"),
    (MatterNote, "author"),
    (Matter, "done_by"),
    (Hiding, "hidden_by"),
    (Hiding, "ended_by"),
    (Merge, "by"),
    (Suggestion, "decided_by"),
    (FirstLook, "decided_by"),
    (Claim, "decided_by"),
    (Mandate, "given_by"),
    (Mandate, "ended_by"),
)


def _notes_of(person: Person) -> list[MatterNote]:
    """The notes a person wrote, told from those of namesakes by the log."""
    log = AuditEntry.objects.filter(verb=NOTED, actor_kind="person", actor_id=str(person.pk))
    written = {(int(matter), at) for matter, at in log.values_list("subject_id", "at")}
    notes = MatterNote.objects.filter(matter__in={matter for matter, _at in written}).select_related("matter")
    return [note for note in notes if (note.matter_id, note.at) in written]


def _show(person: Person) -> list[dict[str, Any]]:
    return [{"about": str(note.matter), "note": note.text, "at": note.at.isoformat()} for note in _notes_of(person)]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """What was done stays, without the name; what the person had taken waits for everyone again."""
    wrote = bool(_notes_of(person))
    names = names_of(person)
    for model, column in _NAMED:
        model._default_manager.filter(**{f"{column}__in": names}).update(**{column: _GONE})
    Matter.objects.filter(assigned_to=person, done=None).update(assigned_to=None)
    if not wrote:
        return []
    return [_("Notes you have written for others who look after pages stay with them, without your name.")]


register_holding("deeds", Holding(_("Notes you have written for others who look after pages"), _show, _erase))
