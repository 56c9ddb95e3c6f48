"""Files that go along with a structure: added, taken away."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions.documents import drop_file, keep_file
from raitti.programmes.actions.structures import locked
from raitti.programmes.models import Attachment, Structure
from raitti.programmes.rules import may_change_structure


@transaction.atomic
def attach(
    structure: Structure, *, name: str, content: bytes, actor: Any, now: datetime, uid: UUID | None = None
) -> Attachment:
    """Let a file go along with a structure. It must be what its name says, and not too big."""
    structure = locked(structure)
    require(may_change_structure(actor, structure, now=now))
    made = Attachment(uid=uid or uuid4(), structure=structure)
    beside = set(structure.attachments.values_list("name", flat=True))
    keep_file(made, name=name, content=content, beside=beside, now=now)
    record(actor, "attached file", structure, now=now, changes={"file": [None, made.name]})
    return made


@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor: Any, now: datetime) -> None:
    """Take a file away again."""
    structure = locked(attachment.structure)
    require(may_change_structure(actor, structure, now=now))
    record(actor, "removed file", structure, now=now, changes={"file": [attachment.name, None]})
    drop_file(attachment)
