"""Files kept as rows of any room: what they must be, and how they are taken in and taken away."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks
from raitti.directory.documents import MOST_BYTES, MOST_FILES, media_type_of, plain_name


class KeptFile(Protocol):
    """A row that keeps a file, with what is told of it; `sha256` is that of its content."""

    uid: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    added: datetime

    @property
    def file(self) -> FieldFile: ...
    def save(self) -> None: ...
    def delete(self) -> tuple[int, dict[str, int]]: ...


def keep_file(row: KeptFile, *, name: str, content: bytes, beside: Collection[str], now: datetime) -> None:
    """Fill a new row with a file and save it. The file must be what its name says, not too big, and of a name
    that none of those `beside` it has."""
    name = plain_name(name)
    if not content:
        checks.refuse("file", name, _("Choose a file that is not empty."), code="missing")
    if len(content) > MOST_BYTES:
        checks.refuse("file", name, _("The file is too big. It can be 10 megabytes at most."), code="big")
    media_type = media_type_of(name, content)
    if not media_type:
        reason = _("This file cannot be taken: it is none of the kinds listed, or not what its name says.")
        checks.refuse("file", name, reason, code="kind")
    if len(beside) >= MOST_FILES:
        checks.refuse("file", name, _("There are too many files already: at most %d fit.") % MOST_FILES, code="many")
    if name in beside:
        checks.refuse("file", name, _("There is a file of this name already. Remove it first."), code="taken")
    row.name, row.media_type, row.size, row.added = name, media_type, len(content), now
    row.sha256 = sha256(content).hexdigest()
    row.file.save(f"{row.uid}.{name.rpartition('.')[2].lower()}", ContentFile(content), save=False)
    row.save()


def drop_file(row: KeptFile) -> None:
    """Remove a row together with its file, once the transaction holds."""
    storage, kept = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: storage.delete(kept))
