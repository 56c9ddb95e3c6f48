"""Finnish words by Voikko, where Debian's libvoikko1 and voikko-fi are installed."""

import importlib
import re
from threading import Lock
from typing import Any

from raitti.text.readings import Reading

# WORDBASES: "+kaupungin(kaupunki)+teatteri(teatteri)"; a base that begins with + is an ending.
_PIECE = re.compile(r"\+([^+()-]+)(?:\((\+?[^()]*)\))?")


class Voikko:
    """Native Voikko; raises `LookupError` from the constructor where it or its dictionary is missing."""

    def __init__(self) -> None:
        try:
            binding: Any = importlib.import_module("libvoikko")
            self._voikko = binding.Voikko("fi")
        except (ImportError, OSError) as error:
            raise LookupError("Voikko is not installed.") from error
        except Exception as error:
            # The binding's own exception class cannot be named before it is imported.
            if type(error).__name__ != "VoikkoException":
                raise
            raise LookupError("Voikko has no Finnish dictionary.") from error
        # One Voikko at a time: two threads inside the library at once bring the whole process down.
        self._in_turn = Lock()
        self.version = f"voikko {binding.Voikko.getVersion()}"

    def read(self, form: str) -> Reading:
        """Base forms and compound parts; of several analyses those with the fewest parts."""
        with self._in_turn:
            analysed = self._voikko.analyze(form)
        analyses = [(a.get("BASEFORM", "").lower(), _parts(a), a.get("STRUCTURE", "")) for a in analysed]
        known = [(base, parts, structure) for base, parts, structure in analyses if base]
        if not known:
            return Reading()
        fewest = min(structure.count("=") for _, _, structure in known)
        lemmas: dict[str, None] = {}
        parts: dict[str, None] = {}
        for base, found, structure in known:
            if structure.count("=") == fewest:
                lemmas[base.replace("-", "")] = None
                parts.update(dict.fromkeys(found))
        return Reading(tuple(lemmas), tuple(part for part in parts if part not in lemmas))


def _parts(analysis: dict[str, str]) -> list[str]:
    """The base forms of a compound's parts.

    STRUCTURE marks where each part begins with `=`. The head is the end of the base form; a part before it is
    the base Voikko gives for just these letters, or the letters themselves where it is a derivation.
    """
    structure, base_form = analysis.get("STRUCTURE", ""), analysis.get("BASEFORM", "").lower()
    lengths = [len(part.replace("-", "")) for part in structure.split("=")[1:]]
    if len(lengths) < 2:
        return []
    bases: dict[tuple[int, int], str] = {}
    at, written = 0, ""
    for form, base in _PIECE.findall(analysis.get("WORDBASES", "")):
        bases[at, at + len(form)] = base.lower()
        at += len(form)
        written += form.lower()
    found, begin = [], 0
    for length in lengths[:-1]:
        found.append(bases.get((begin, begin + length), written[begin : begin + length]))
        begin += length
    found.append(base_form.replace("-", "")[begin:])
    for (first, last), base in bases.items():
        if "=" in base and last - first < len(written):
            found.append(base)
    return [part.replace("=", "") for part in found if len(part) > 1]
