"""The keys that open ballots: one file for each open vote, in a folder beside the database, never in it.

A key is on the disk before its vote opens and is destroyed when the vote has been closed or cancelled and that has
been committed. Whoever has only the database, or a backup of it, cannot read a ballot before that; after it nobody can.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from raitti.core.uids import read_uid

_ENDING = ".key"


class KeyLost(Exception):
    """The key of an open vote is not where it should be."""


def keep_key(election: UUID, private: bytes) -> None:
    """Write the key so that it is on the disk when this returns. Raises `FileExistsError` rather than replace one."""
    path = _path(election)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(private)
        file.flush()
        os.fsync(file.fileno())
    _settle(path.parent)


def read_key(election: UUID) -> bytes:
    """The key of an open vote. Raises `KeyLost`."""
    try:
        return _path(election).read_bytes()
    except OSError as error:
        raise KeyLost(str(_path(election))) from error


def destroy_key(election: UUID) -> None:
    """Overwrite the key and remove its file; one that is gone already is no matter."""
    path = _path(election)
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _settle(path.parent)


def keys_there() -> list[UUID]:
    """The elections that have a key in the folder."""
    found = (read_uid(path.stem) for path in _folder().glob(f"*{_ENDING}"))
    return [uid for uid in found if uid is not None]


def _folder() -> Path:
    return Path(settings.ELECTION_KEYS)


def _path(election: UUID) -> Path:
    return _folder() / f"{election}{_ENDING}"


def _settle(folder: Path) -> None:
    """Have the folder itself written: else the name of a file may be lost with the power, or come back."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
