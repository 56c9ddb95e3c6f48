"""Reading files people hand in, with the line of whatever is wrong with them."""

from pathlib import Path
from typing import NoReturn

from raitti.core.verdicts import Refused, Verdict


def refuse_file(*sentences: str) -> NoReturn:
    """Refuse a whole file; each sentence tells one thing that is wrong and where."""
    raise Refused(Verdict("broken_file", sentences[0], {"sentences": list(sentences)}))


def read_text(path: Path, *, at_most: int) -> tuple[str, bool]:
    """The text of a UTF-8 file of at most so many bytes, and whether a byte order mark was skipped.

    Raises `Refused` with the line when the file is missing, too large, or not UTF-8 text.
    """
    try:
        size = path.stat().st_size
        if size > at_most:
            refuse_file(f"{path.name} is {size // 1_000_000} MB; at most {at_most // 1_000_000} MB is read.")
        content = path.read_bytes()
    except OSError as error:
        refuse_file(f"{path.name} could not be read: {error.strerror}.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        refuse_file(f"Line {line}: this is not UTF-8 text. Save the file as UTF-8 and try again.")
    if "\x00" in text:
        refuse_file(f"Line {text.count(chr(10), 0, text.index(chr(0))) + 1}: there is a null byte in the text.")
    return text.removeprefix("\ufeff"), text.startswith("\ufeff")
