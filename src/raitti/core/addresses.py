"""Where pages live: each face tells its pages' paths, one word a language, and everyone asks here by name.

A path is what follows `/fi/`, `/sv/` or `/en/`, with Django's converters: `jarjestot/<slug:slug>/`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import Resolver404, URLPattern, path, resolve

from raitti.core.languages import INTERFACE_CODES, language_of_path

Paths = Mapping[str, tuple[str, str, str]]
Views = Mapping[str, Callable[..., HttpResponseBase]]
_INDEX = {code: index for index, code in enumerate(INTERFACE_CODES)}
_WORD = re.compile(r"<(?:\w+:)?(\w+)>")
_paths: dict[str, tuple[str, str, str]] = {}


def register_paths(paths: Paths) -> None:
    """Make a face's pages known by their names; a name belongs to one page only."""
    for name, words in paths.items():
        if _paths.setdefault(name, words) != words:
            raise ValueError(f"There are two pages by the name {name}.")


def under(root: tuple[str, str, str], fi: str, sv: str, en: str) -> tuple[str, str, str]:
    """The path of something below another, a word a language."""
    return root[0] + fi, root[1] + sv, root[2] + en


def path_of(page: str, language: str, **words: Any) -> str:
    """What follows the language in a page's address: `path_of("organisation", "fi", slug="oulun-syke-ry")`."""
    return _WORD.sub(lambda found: quote(str(words.get(found[1], "")), safe=""), _paths[page][_INDEX[language]])


def address(page: str, language: str, **words: Any) -> str:
    """The path of a page on the common host: `address("organisation", "fi", slug="oulun-syke-ry")`."""
    return f"/{language}/{path_of(page, language, **words)}"


def in_language(whole: str, language: str) -> str:
    """A page's path, with its query, in another language; what is no page of ours stays as it is.

    Address words that differ by language stay: their pages lead on to the right one.
    """
    bare, mark, query = whole.partition("?")
    if language_of_path(bare) in {None, language}:
        return whole
    try:
        found = resolve(bare)
    except Resolver404:
        return whole
    page = (found.url_name or "").rpartition("_")[0]
    if page not in _paths:
        return whole
    return (
        address(page, language, **{word: value for word, value in found.kwargs.items() if word != "language"})
        + mark
        + query
    )


def full_address(page: str, language: str, **words: Any) -> str:
    """The whole address on the one host people sign in on, for letters."""
    return on_one_host(address(page, language, **words))


def on_one_host(path: str) -> str:
    """The whole address of a path on the one host people sign in on."""
    return f"{scheme()}://{settings.RAITTI_HOST}{path}"


def scheme() -> str:
    return "https" if settings.RAITTI_HTTPS else "http"


def patterns_for(paths: Paths, views: Views) -> list[URLPattern]:
    """One pattern for each page and language; a view gets the language and the words of its path."""
    return [
        path(f"{code}/{paths[name][_INDEX[code]]}", view, {"language": code}, name=f"{name}_{code}")
        for name, view in views.items()
        for code in INTERFACE_CODES
    ]


def slug_of(thing: Any, language: str) -> str:
    """The address word of a row, of its `slugs`, or the word itself."""
    if isinstance(thing, str):
        return thing
    slugs: dict[str, str] = thing if isinstance(thing, dict) else thing.slugs
    return slugs.get(language) or next((slugs[code] for code in INTERFACE_CODES if slugs.get(code)), "")


class Links:
    """The addresses of pages in one language. In templates: `{% link "organisation" organisation %}`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def to(self, page: str, thing: Any = "", *, language: str = "", **words: Any) -> str:
        """The path of a page; `thing` is a slug, a `Named` row, or the `slugs` of one."""
        language = language or self.language
        return address(page, language, **{"slug": slug_of(thing, language), **words})
