"""Files that go along with a structure: added, taken away."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.documents import MOST_BYTES, MOST_FILES, media_type_of, plain_name
from raitti.programmes.actions import checks
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
    name = plain_name(name)
    if not content:
        checks.refuse("file", name, _("Choose a file that is not empty."), code="missing")
    if len(content) > MOST_BYTES:
        checks.refuse("file", name, _("The file is too big. It can be 10 megabytes at most."), code="big")
    media_type = media_type_of(name, content)
    if not media_type:
        reason = _("This file cannot be taken: it is none of the kinds listed, or not what its name says.")
        checks.refuse("file", name, reason, code="kind")
    known = structure.attachments.all()
    if len(known) >= MOST_FILES:
        checks.refuse("file", name, _("There are too many files already: at most %d fit.") % MOST_FILES, code="many")
    if any(each.name == name for each in known):
        checks.refuse("file", name, _("There is a file of this name already. Remove it first."), code="taken")
    uid = uid or uuid4()
    made = Attachment(
        uid=uid,
        structure=structure,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        added=now,
    )
    made.file.save(f"{uid}.{name.rpartition('.')[2].lower()}", ContentFile(content), save=False)
    made.save()
    record(actor, "attached file", structure, now=now, changes={"file": [None, name]})
    return made


@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor: Any, now: datetime) -> None:
    """Take a file away again."""
    structure = locked(attachment.structure)
    require(may_change_structure(actor, structure, now=now))
    record(actor, "removed file", structure, now=now, changes={"file": [attachment.name, None]})
    storage, kept = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(kept))
