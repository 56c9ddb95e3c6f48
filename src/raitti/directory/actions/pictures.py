"""Giving an entry a picture, saying what it shows, and taking it away."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.texts import versions
from raitti.directory.actions import checks
from raitti.directory.models import Organisation, Picture, Thing
from raitti.directory.pictures import Drawn, draw

_LONGEST_ALT = 300


def picture_of(thing: Thing) -> Picture | None:
    """The picture of an entry, read anew."""
    return Picture.objects.filter(**{thing._meta.model_name or "": thing}).first()


@transaction.atomic
def set_picture(
    thing: Thing,
    file: IO[bytes] | None,
    alt: Mapping[str, str],
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
) -> Picture:
    """Make this the entry's picture; without a file, say anew what the present one shows.

    `alt` says in at least one language what the picture shows. Each picture has an address of its own,
    so that readers may keep what they have. Raises `Refused`.
    """
    words = _alt(alt)
    present = picture_of(thing)
    if file is None:
        if present is None:
            checks.refuse("picture", "", _("Choose a picture."), code="missing")
        if versions(present.alt) != words:
            before = versions(present.alt)
            present.alt = LazyI18nString(words)
            present.save(update_fields=["alt"])
            told = {"picture": [before, words]}
            record(actor, "described picture of", thing, now=now, on_behalf_of=on_behalf_of, changes=told)
            content_changed()
        return present
    drawn = draw(file)
    if present is not None:
        _drop(present)
    former = versions(present.alt) if present else None
    return _keep(thing, drawn, words, before=former, actor=actor, now=now, on_behalf_of=on_behalf_of)


@transaction.atomic
def copy_picture(
    thing: Thing, copy: Thing, *, actor: Any, now: datetime, on_behalf_of: Organisation | None = None
) -> Picture | None:
    """Give a copy of an entry a picture of its own like the entry's; `None` where there is none to be had."""
    present = picture_of(thing)
    if present is None:
        return None
    storage = present.file.storage
    try:
        with storage.open(present.file.name or "") as large, storage.open(small_name(present)) as small:
            drawn = Drawn(large.read(), small.read(), present.width, present.height)
    except FileNotFoundError:
        return None
    words = versions(present.alt)
    return _keep(copy, drawn, words, before=None, actor=actor, now=now, on_behalf_of=on_behalf_of)


def _keep(
    thing: Thing,
    drawn: Drawn,
    words: dict[str, str],
    *,
    before: dict[str, str] | None,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None,
) -> Picture:
    """The row and the two files; when something fails, neither."""
    picture = Picture(
        uid=uuid4(),
        **{thing._meta.model_name or "": thing},
        width=drawn.width,
        height=drawn.height,
        alt=LazyI18nString(words),
        created=now,
    )
    storage = Picture._meta.get_field("file").storage
    written: list[str] = []
    try:
        written.append(storage.save(small_name(picture), ContentFile(drawn.small)))
        picture.file.save(f"{picture.uid.hex}.webp", ContentFile(drawn.large), save=False)
        written.append(picture.file.name or "")
        picture.save()
        changes: dict[str, Any] = {"picture": [before, words]}
        record(actor, "set picture of", thing, now=now, on_behalf_of=on_behalf_of, changes=changes)
    except BaseException:
        for name in written:
            storage.delete(name)
        raise
    content_changed()
    return picture


@transaction.atomic
def remove_picture(thing: Thing, *, actor: Any, now: datetime, on_behalf_of: Organisation | None = None) -> None:
    """Take an entry's picture away, its files too."""
    picture = picture_of(thing)
    if picture is None:
        return
    _drop(picture)
    changes = {"picture": [versions(picture.alt), None]}
    record(actor, "removed picture of", thing, now=now, on_behalf_of=on_behalf_of, changes=changes)
    content_changed()


def small_name(picture: Picture) -> str:
    """Where the small size of a picture is kept, beside the large one."""
    return f"pictures/{picture.uid.hex}-small.webp"


def _drop(picture: Picture) -> None:
    """Delete the row now, and the files once that is sure."""
    storage, names = picture.file.storage, [picture.file.name or "", small_name(picture)]
    Picture.objects.filter(pk=picture.pk).delete()

    def delete_files() -> None:
        for name in names:
            storage.delete(name)

    transaction.on_commit(delete_files)


def _alt(alt: Mapping[str, str]) -> dict[str, str]:
    words = checks.texts("alt", alt)
    if not words:
        checks.refuse(
            "alt",
            "",
            _("Say what the picture shows, for those who do not see it. One sentence is enough."),
            code="missing",
        )
    for each in words.values():
        if len(each) > _LONGEST_ALT:
            checks.refuse(
                "alt", each, _("This is too long: at most %d characters fit.") % _LONGEST_ALT, code="too_long"
            )
    return words
