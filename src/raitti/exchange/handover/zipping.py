"""A package as a ZIP: written the same for the same content, read as if nobody vouched for it."""

import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from raitti.exchange.rows import Place, Unreadable

MEGABYTE = 1024 * 1024
MOST_BYTES = 256 * MEGABYTE
MOST_UNPACKED = 512 * MEGABYTE
MOST_FILES = 5000
SUMS = "SHA256SUMS"
# The oldest moment a ZIP can hold: when a package is written makes no difference to it.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP, with a list of their checksums that `sha256sum -c` reads."""
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in sorted({**files, SUMS: sums.encode()}.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.create_system = 3
            file.writestr(entry, content)
    return made.getvalue()


def read_zip(content: bytes, name: str) -> dict[str, bytes]:
    """The files of a package whose checksums agree. Raises `Unreadable` with the reason for any other."""
    if len(content) > MOST_BYTES:
        reason = _("The package is larger than %d megabytes.") % (MOST_BYTES // MEGABYTE)
        raise Unreadable(reason, place=Place(file=name))
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            files = _unpacked(file, name)
    except (*_BROKEN, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        reason = _("This is no ZIP package, or it is broken or locked with a password.")
        raise Unreadable(reason, place=Place(file=name)) from error
    return _proven(files, name)


def _unpacked(file: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = file.infolist()
    if len(entries) > MOST_FILES:
        raise Unreadable(_("The package holds more than %d files.") % MOST_FILES, place=Place(file=name))
    files: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in entries:
        if not _is_harmless(entry) or entry.filename in files:
            raise Unreadable(
                _("The package holds a file whose name leads elsewhere or stands twice: %s.") % entry.filename[:100],
                place=Place(file=name),
            )
        with file.open(entry) as opened:
            read = opened.read(left + 1)
        left -= len(read)
        if left < 0:
            reason = _("The package unpacks to more than %d megabytes.") % (MOST_UNPACKED // MEGABYTE)
            raise Unreadable(reason, place=Place(file=name))
        files[entry.filename] = read
    return files


def _is_harmless(entry: zipfile.ZipInfo) -> bool:
    """A plain file below the package's own folder."""
    path = PurePosixPath(entry.filename)
    mode = stat.S_IFMT(entry.external_attr >> 16)
    return (
        not entry.is_dir()
        and mode in (0, stat.S_IFREG)
        and "\\" not in entry.filename
        and not path.is_absolute()
        and ".." not in path.parts
        and str(path) == entry.filename
        and entry.filename.isprintable()
    )


def _proven(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    sums = files.pop(SUMS, None)
    if sums is None:
        raise Unreadable(_("The package has no list of checksums (SHA256SUMS)."), place=Place(file=name))
    wanted: dict[str, str] = {}
    for line in sums.decode("utf-8", "replace").splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise Unreadable(_("The list of checksums (SHA256SUMS) cannot be read."), place=Place(file=name))
        wanted[found[2]] = found[1]
    differing = wanted.keys() ^ files.keys()
    differing |= {path for path, content in files.items() if sha256(content).hexdigest() != wanted.get(path)}
    if differing:
        reason = _("The package has been changed or damaged on its way: the checksum of %s does not agree.")
        raise Unreadable(reason % min(differing), place=Place(file=name))
    return files
