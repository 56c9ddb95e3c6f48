"""Word lists on disk: simplemma's dictionaries as tries, built once in set-up and then shared by all processes."""

import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import simplemma
from marisa_trie import BytesTrie
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

LANGUAGES = ("fi", "sv", "en", "se")
VERSION = f"simplemma {simplemma.__version__}"


class Dictionary:
    """From a written form to its base form, for one language."""

    def __init__(self, trie: BytesTrie) -> None:
        self._trie = trie

    def get(self, form: str) -> str | None:
        """The base form as the word list writes it, or `None` for an unknown form."""
        found = self._trie.get(form)
        return found[0].decode() if found else None

    def lemma(self, form: str) -> str | None:
        """The base form of a lower-cased form in small letters, names included."""
        found = self.get(form) or self.get(form.capitalize())
        return found.lower() if found else None


def dictionary_path(folder: Path, language: str) -> Path:
    return folder / VERSION.replace(" ", "-") / f"{language}.dic"


def prepare(folder: Path, *, report: Callable[[str], object] = print) -> None:
    """Build the tries that are missing in `folder`; about 10 s and 0.7 GB of memory the first time.

    Each is written under a name of its own and moved into place whole, so that two processes may
    prepare at once and a reader never sees half a file.
    """
    for language in LANGUAGES:
        target = dictionary_path(folder, language)
        if target.exists():
            continue
        report(f"Preparing the {language} dictionary …")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as own:
            TrieDictionaryFactory(disk_cache_dir=own).get_dictionary(language)
            built = Path(own) / f"{language}.dic"
            if not built.exists():
                raise OSError(f"The {language} dictionary could not be written to {own}.")
            built.replace(target)


@lru_cache(maxsize=8)
def load(folder: Path, language: str) -> Dictionary:
    """The dictionary of a language; prepares all of them when it has not been done in set-up."""
    path = dictionary_path(folder, language)
    if not path.exists():
        # Silent: standard output may be somebody's JSON.
        prepare(folder, report=lambda _: None)
    return Dictionary(BytesTrie().mmap(str(path)))
