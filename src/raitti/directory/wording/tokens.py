"""A text about times taken apart into the pieces that mean something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from raitti.directory.wording.lexicon import Kind, Lexicon

_HYPHENS = re.compile("[-‐‑‒–—−]")
_SPACES = re.compile(r"[^\S\n]+")
_LONGEST_WORD = re.compile(r"[\w:./’'@%]+|\S")
_NOTE = re.compile(r"\(([^()]*)\)")
_ISO = re.compile(r"(\d{4})–(\d{2})–(\d{2})(?!\d)")
_FULL = re.compile(r"(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_ONE_DIGIT = re.compile(r"(\d{1,2})\.([1-9])(?![\d.])")
_LATE = re.compile(r"(2[5-9]|3[01])\.(0?[1-9]|1[0-2])(?![\d.])")
# 24.–26.12.2026, 24–26.12., 24.–26.12
_SHARED_MONTH = re.compile(r"(\d{1,2})(\.?)\s?–\s?(\d{1,2})\.\s?(\d{1,2})(\.(?:\s?(\d{4})(?!\d))?|(?![\d.]))")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?![\d])(?:\s?([ap])\.?m\b\.?|\s?h\b)?")
_AM_PM = re.compile(r"(\d{1,2})\s?([ap])\.?m\b\.?")
_HOUR = re.compile(r"(\d{1,2})\s?h\b")
_YEAR = re.compile(r"(?:20\d\d)(?![\d.:])")
_NTH = re.compile(r"(\d{1,2})(?:\.|:e|:a|:s|st|nd|rd|th)(?=\s|$|–|,)(?!\w)")
_NUMBER = re.compile(r"(\d{1,3})(?!\d)")
# Weeks by number, not "every week 10–12".
_WEEKS = re.compile(
    r"(?<!joka )(?<!toinen )(?<!kolmas )(?<!neljäs )(?<!varje )(?<!varannan )(?<!tredje )(?<!fjärde )"
    r"(?<!every )(?<!each )(?<!other )(?<!second )(?<!third )"
    r"(?:viikot|viikoilla|viikolla|viikoista|viikosta|viikko|vkot|vko|vk:t|vk|veckorna|veckor|vecka|v|weeks?|wk)\.? ?"
    r"(\d{1,2}(?:\s?–\s?\d{1,2})?(?:(?:, ?| ja | och | and )\d{1,2}(?:\s?–\s?\d{1,2})?)*)(?!\d|[.:]\s?\d)"
)
_WEEK_SPAN = re.compile(r"(\d+)(?:\s?–\s?(\d+))?")
_MARKS = {
    ",": Kind.COMMA,
    ";": Kind.BREAK,
    "\n": Kind.BREAK,
    "/": Kind.AND,
    "+": Kind.AND,
    "&": Kind.AND,
    "–": Kind.DASH,
}
_IGNORED = ".:!"


@dataclass(frozen=True)
class Token:
    kind: Kind
    value: Any
    text: str


def tidy(text: str) -> str:
    """The text in small letters, with one kind of dash and single spaces."""
    lines = (_SPACES.sub(" ", _HYPHENS.sub("–", line)).strip() for line in text.casefold().splitlines())
    return "\n".join(line for line in lines if line)


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The pieces of a tidied text in order; what means nothing is `UNKNOWN`."""
    return list(_merge_unknown(_pieces(text, lexicon)))


def _pieces(text: str, lexicon: Lexicon) -> Iterator[Token]:
    at = 0
    before: Token | None = None
    while at < len(text):
        if text[at] == " " or (text[at] in _IGNORED and text[at : at + 2] != ".."):
            at += 1
            continue
        token = _number(text, at, before) or _weeks(text, at) or _word(text, at, lexicon) or _rest(text, at)
        yield token
        before = token
        at += max(len(token.text), 1)


def _possible(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _number(text: str, at: int, before: Token | None) -> Token | None:
    if not text[at].isdigit() or text.startswith("24/7", at):
        return None
    after_at = before is not None and before.kind == Kind.AT
    if found := _ISO.match(text, at):
        return Token(Kind.DATE, (int(found[3]), int(found[2]), int(found[1])), found[0])
    if (found := _SHARED_MONTH.match(text, at)) and _possible(found[3], found[4]) and int(found[1]) <= 31:
        is_dated = bool(found[5]) or bool(found[2])
        if is_dated and not (after_at and not found[6]):
            month, year = int(found[4]), int(found[6]) if found[6] else None
            return Token(Kind.SPAN, ((int(found[1]), month, year), (int(found[3]), month, year)), found[0])
    if (found := _FULL.match(text, at)) and not after_at:
        return Token(Kind.DATE, (int(found[1]), int(found[2]), int(found[3])), found[0])
    for pattern in (_DOTTED, _SLASHED, _ONE_DIGIT, _LATE):
        if not after_at and (found := pattern.match(text, at)) and (_possible(found[1], found[2])):
            return Token(Kind.DATE, (int(found[1]), int(found[2]), None), found[0])
    if found := _CLOCK.match(text, at):
        return Token(Kind.CLOCK, (int(found[1]), int(found[2]), f"{found[3]}m" if found[3] else ""), found[0])
    if found := _AM_PM.match(text, at):
        return Token(Kind.CLOCK, (int(found[1]), 0, f"{found[2]}m"), found[0])
    return None


def _weeks(text: str, at: int) -> Token | None:
    if not (found := _WEEKS.match(text, at)):
        return None
    spans = tuple((int(first), int(last or first)) for first, last in _WEEK_SPAN.findall(found[1]))
    is_possible = all(1 <= week <= 53 for span in spans for week in span)
    return Token(Kind.WEEKS, spans, found[0]) if is_possible else None


def _word(text: str, at: int, lexicon: Lexicon) -> Token | None:
    best: Token | None = None
    for entry in lexicon:
        found = entry.pattern.match(text, at)
        if found and found[0] and (best is None or len(found[0]) > len(best.text)):
            value = int(found[0].split()[0]) if entry.kind == Kind.COUNT else entry.value
            best = Token(entry.kind, value, found[0])
    return best


def _rest(text: str, at: int) -> Token:
    if found := _NOTE.match(text, at):
        return Token(Kind.NOTE, found[1].strip(), found[0])
    if found := _YEAR.match(text, at):
        return Token(Kind.YEAR, int(found[0]), found[0])
    if found := _HOUR.match(text, at):
        return Token(Kind.CLOCK, (int(found[1]), 0, ""), found[0])
    if found := _NTH.match(text, at):
        return Token(Kind.NTH, int(found[1]), found[0])
    if found := _NUMBER.match(text, at):
        return Token(Kind.NUMBER, int(found[1]), found[0])
    if text[at] in _MARKS:
        return Token(_MARKS[text[at]], None, text[at])
    found = _LONGEST_WORD.match(text, at)
    return Token(Kind.UNKNOWN, None, found[0] if found else text[at])


def _merge_unknown(pieces: Iterator[Token]) -> Iterator[Token]:
    waiting: list[str] = []
    for piece in pieces:
        if piece.kind == Kind.UNKNOWN:
            waiting.append(piece.text)
            continue
        if waiting:
            yield Token(Kind.UNKNOWN, None, " ".join(waiting))
            waiting = []
        yield piece
    if waiting:
        yield Token(Kind.UNKNOWN, None, " ".join(waiting))
