"""Pieces put in the order the reading expects: "between 5 and 7" as a stretch, brackets that say times as times."""

from collections.abc import Sequence

from raitti.directory.wording.lexicon import Kind, Lexicon
from raitti.directory.wording.tokens import Token, tidy, tokenise

_CLOCKS = {Kind.CLOCK, Kind.NUMBER, Kind.NTH, Kind.CLOCK_WORD}
# What makes a text in brackets more than a note, and what shows that it is one.
_TELLING = {
    Kind.NOT,
    Kind.CLOSED,
    Kind.FROM,
    Kind.UNTIL,
    Kind.DATE,
    Kind.SPAN,
    Kind.WEEKS,
    Kind.EVERY_NTH,
    Kind.INTERVAL,
    Kind.PARITY,
    Kind.MONTH,
    Kind.SEASON,
}
_NOTE_LIKE = {Kind.UNKNOWN, Kind.VAGUE, Kind.NOTE}


def straighten(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The same pieces, with what is said in a roundabout way said plainly."""
    return _stretches(_opened(tokens, lexicon))


def _opened(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """ "(not in July)" says more than a note would."""
    found: list[Token] = []
    for token in tokens:
        inner = tokenise(tidy(token.value), lexicon) if token.kind == Kind.NOTE and token.value else []
        kinds = {each.kind for each in inner}
        found += inner if kinds & _TELLING and not kinds & _NOTE_LIKE else [token]
    return found


def _stretches(tokens: Sequence[Token]) -> list[Token]:
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind == Kind.BETWEEN:
            # "between" comes before the two, "välillä" after them.
            near = (*range(at + 1, min(at + 6, len(found))), *range(at - 1, max(at - 6, 0), -1))
            if middle := next((each for each in near if _is_between_clocks(found, each)), None):
                found[middle] = Token(Kind.DASH, None, found[middle].text)
    return [token for token in found if token.kind != Kind.BETWEEN]


def _is_between_clocks(tokens: Sequence[Token], at: int) -> bool:
    after = [token.kind for token in tokens[at + 1 :] if token.kind != Kind.AT][:1]
    return tokens[at].kind == Kind.AND and at > 0 and tokens[at - 1].kind in _CLOCKS and {*after} <= _CLOCKS
