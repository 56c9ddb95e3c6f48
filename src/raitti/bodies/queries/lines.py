"""A draft line by line, and where a comment stands after the text around it has changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from raitti.bodies.models import LineComment, Statement
from raitti.core.texts import versions

# From this likeness on a changed line is still the one a comment was about.
_ALIKE = 0.6


@dataclass
class Line:
    """One line with its number from 1; `begins` says that a paragraph does."""

    number: int
    words: str
    begins: bool = False
    comments: list[LineComment] = field(default_factory=list)
    # Comments whose line read otherwise when they were written.
    changed_since: set[int] = field(default_factory=set)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold words, numbered; empty ones part its paragraphs."""
    found: list[Line] = []
    begins = True
    for words in text.replace("\r\n", "\n").split("\n"):
        if words.strip():
            found.append(Line(len(found) + 1, words.strip(), begins=begins))
        begins = not words.strip()
    return found


def with_comments(text: str, comments: Iterable[LineComment]) -> tuple[list[Line], list[LineComment]]:
    """The lines with the comments on them, and those whose line is gone from the text."""
    lines, lost = lines_of(text), []
    for comment in comments:
        line = _place(lines, comment)
        if line is None:
            lost.append(comment)
            continue
        line.comments.append(comment)
        if line.words != comment.quote:
            line.changed_since.add(comment.pk)
    return lines, lost


def _place(lines: list[Line], comment: LineComment) -> Line | None:
    """The line a comment is about: the same words, nearest to where they were, else the likest."""
    same = [line for line in lines if line.words == comment.quote]
    if same:
        return min(same, key=lambda line: abs(line.number - comment.line))
    alike = [(SequenceMatcher(None, line.words, comment.quote).ratio(), line) for line in lines]
    best = max(alike, key=lambda pair: (pair[0], -abs(pair[1].number - comment.line)), default=None)
    return best[1] if best is not None and best[0] >= _ALIKE else None


def text_read(statement: Statement, version: int) -> dict[str, str]:
    """The text somebody commenting had before them, by language: none that was saved before the round or aside."""
    if version == statement.version:
        return versions(statement.text)
    shown = statement.versions.filter(number=version, number__gte=statement.shown_from, is_aside=False).first()
    return versions(shown.text) if shown is not None else {}
