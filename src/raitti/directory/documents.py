"""Telling by its content what a file is that goes along with a structure: documents, tables, pictures, texts."""

import zipfile
from io import BytesIO

from raitti.directory.proofs import CONTENT_TYPES, kind_of_proof

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 50
LONGEST_NAME = 120
_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_TEXTS = {"txt": "text/plain", "csv": "text/csv", "json": "application/json", "md": "text/markdown"}
ENDINGS = ("pdf", "jpg", "jpeg", "png", *_OFFICE, *_OPEN, *_TEXTS)


def media_type_of(name: str, content: bytes) -> str:
    """The media type of a file, when its content is what its name says; empty for everything else."""
    ending = name.rpartition(".")[2].lower()
    if ending in ("pdf", "jpg", "jpeg", "png"):
        kind = kind_of_proof(content)
        return CONTENT_TYPES[kind] if kind == ("jpg" if ending == "jpeg" else ending) else ""
    if ending in _TEXTS:
        return _TEXTS[ending] if _is_text(content) else ""
    if ending in _OFFICE:
        return _OFFICE[ending] if "[Content_Types].xml" in _names_in(content) else ""
    if ending in _OPEN:
        return _OPEN[ending] if "META-INF/manifest.xml" in _names_in(content) else ""
    return ""


def plain_name(name: str) -> str:
    """The file's own name, without folders or signs that mean something to a computer."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}{dot}{ending}" if stem else ""


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _names_in(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return set(file.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return set()
