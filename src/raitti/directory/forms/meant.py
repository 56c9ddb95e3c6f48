"""Topics that what someone writes is about, to be offered as ticks: found by the words of the topics' own labels."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from raitti.core.kept import kept
from raitti.core.languages import INTERFACE_CODES
from raitti.directory.forms.choosing import Choice, KnownTopic, known_topics
from raitti.search.analysis import analyser
from raitti.text.analyser import Word

MOST = 4
_LONGEST = 3000
# How much a word says, by where it stands.
WEIGHTS = {"name": 3.0, "summary": 2.0, "description": 1.0}
_ENOUGH = 1.2
# A part of a compound says less than the word itself, and short ones nothing.
_PART, _SHORTEST_PART = 0.6, 5
# Words of very many names and labels tell nothing.
_TELLS_NOTHING = frozenset(
    """toiminta ryhmä kerho yhdistys tapahtuma tuki apu neuvonta koti vapaa elämä verksamhet grupp förening stöd hjälp
    activity group club association support help home free life""".split()  # noqa: SIM905
)
Key = tuple[str, ...]


@dataclass(frozen=True)
class _Label:
    uri: str
    # Whether it is the topic's own name, not one of its further words.
    is_name: bool


def topics_meant(
    texts: Mapping[str, Mapping[str, str]],
    vocabulary: str,
    *,
    chosen: Collection[str] = (),
    likely: Sequence[str] = (),
    language: str,
) -> list[Choice]:
    """The likeliest topics of one of our own lists, the likeliest first.

    `texts` are an entry's name, summary and description by language; `likely` topics, such as those of the
    organisation, come after what the words say. A topic stands back for a narrower one.
    """
    points: dict[str, float] = {}
    for name, weight in WEIGHTS.items():
        for code, text in texts.get(name, {}).items():
            if code in INTERFACE_CODES and text.strip():
                for uri, share in _told_by(text[:_LONGEST], code, vocabulary).items():
                    points[uri] = points.get(uri, 0.0) + weight * share
    topics = {topic.uri: topic for topic in known_topics(vocabulary)}
    found = [uri for uri in sorted(points, key=lambda uri: (-points[uri], uri)) if points[uri] >= _ENOUGH]
    broader = {topics[uri].broader for uri in (*found, *chosen) if uri in topics}
    told = [uri for uri in found if uri in topics and uri not in broader][:MOST]
    told += [uri for uri in likely if uri in topics and uri not in told][: MOST - len(told)]
    return [Choice(uri, topics[uri].names[language], uri in chosen) for uri in told]


def _told_by(text: str, code: str, vocabulary: str) -> dict[str, float]:
    """How far a text speaks of each topic: at most 1 by its name, and less by what only belongs to it."""
    labels = kept(f"labels of topics {vocabulary} {code}", lambda: _labels(vocabulary, code))
    words = [word for word in analyser().words(text, code) if not word.is_stop]
    told: dict[str, float] = {}
    for key, share in _keys(words):
        for label in labels.get(key, ()):
            told[label.uri] = max(told.get(label.uri, 0.0), share * (1.0 if label.is_name else 0.9))
    return told


def _keys(words: Sequence[Word]) -> Iterator[tuple[Key, float]]:
    """Words and pairs of words by their base forms, and the parts of compounds."""
    for at, word in enumerate(words):
        own = {word.surface, *word.lemmas}
        yield from (((each,), 1.0) for each in own)
        yield from (((part,), _PART) for part in word.parts if len(part) >= _SHORTEST_PART and part not in own)
        if at + 1 < len(words):
            yield from (((word.lemmas[0], after), 1.0) for after in words[at + 1].lemmas)


def _labels(vocabulary: str, code: str) -> dict[Key, list[_Label]]:
    found: dict[Key, list[_Label]] = {}
    for topic in known_topics(vocabulary):
        for label, is_name in _written(topic, code):
            words = [word for word in analyser().words(label, code) if not word.is_stop]
            keys = {(lemma,) for lemma in words[0].lemmas} if len(words) == 1 else {tuple(w.lemmas[0] for w in words)}
            for key in keys:
                if key and not (len(key) == 1 and key[0] in _TELLS_NOTHING):
                    found.setdefault(key, []).append(_Label(topic.uri, is_name))
    return found


def _written(topic: KnownTopic, code: str) -> Iterator[tuple[str, bool]]:
    name = topic.names[code]
    yield name, True
    for conjunction in (" ja ", " och ", " and "):
        if conjunction in name:
            # "Ulkoilu ja luonto" is about both.
            yield from ((part, True) for part in name.split(conjunction))
    yield from ((other, False) for other in topic.others.get(code, ()))
