"""One audit entry for each thing that happens."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from raitti.core.models import AuditEntry


class System:
    """The actor when no person acts: a scheduled job or an import from the command line."""

    kind = "system"

    def __init__(self, label: str) -> None:
        self.label = label

    def __str__(self) -> str:
        return self.label


class LinkHolder(System):
    """The actor when someone who has not signed in acts by the link of a letter: whoever reads that mail."""

    kind = "link"


def _reference(thing: Any) -> tuple[str, str, str]:
    """Kind, id and label of an actor or subject, shortened to what the entry holds."""
    kind = getattr(thing, "kind", None) if isinstance(thing, System) else thing._meta.model_name
    key = "" if isinstance(thing, System) else str(thing.pk)
    return str(kind), key, str(thing)[:200]


def record(
    actor: Any,
    verb: str,
    subject: Model,
    *,
    now: datetime,
    on_behalf_of: Model | None = None,
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write who did what; call it inside the transaction of the act itself.

    `changes` maps a field's name to `[before, after]` as JSON values and must hold nothing protected.
    """
    actor_kind, actor_id, actor_label = _reference(actor)
    subject_kind, subject_id, subject_label = _reference(subject)
    behalf = _reference(on_behalf_of) if on_behalf_of is not None else ("", "", "")
    return AuditEntry.objects.create(
        verb=verb,
        actor_kind=actor_kind,
        actor_id=actor_id,
        actor_label=actor_label,
        on_behalf_kind=behalf[0],
        on_behalf_id=behalf[1],
        on_behalf_label=behalf[2],
        subject_kind=subject_kind,
        subject_id=subject_id,
        subject_label=subject_label,
        changes=changes or {},
        at=now,
    )
