"""The topics and classifications that come with Raitti."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from raitti.directory.actions.topics import SavedTopics, save_topics
from raitti.directory.facts import TopicFacts, VocabularyFacts
from raitti.directory.lookup import canonical_uri
from raitti.directory.models import TopicRole

_DATA = Path(__file__).resolve().parents[1] / "data"
_LANGUAGES = ("fi", "sv", "en")
_OLD_PTV = "http://urn.fi/URN:NBN:fi:au:ptvl:"
_YSO = "http://www.yso.fi/onto/yso/"
_PTV_SOURCE = "Palvelutietovaranto 3.4, Digital and Population Data Services Agency"

OWN = {
    TopicRole.THEME: VocabularyFacts(
        key="raitti", name="Raitti: aiheet", role=TopicRole.THEME, source="Raitti", licence="CC0 1.0"
    ),
    TopicRole.TARGET_GROUP: VocabularyFacts(
        key="raitti-kohderyhmat",
        name="Raitti: kohderyhmät",
        role=TopicRole.TARGET_GROUP,
        source="Raitti",
        licence="CC0 1.0",
    ),
}
PTV = {
    "P": VocabularyFacts(key="ptv-palveluluokat", name="PTV: palveluluokat", source=_PTV_SOURCE, licence="CC BY 4.0"),
    "KR": VocabularyFacts(
        key="ptv-kohderyhmat",
        name="PTV: kohderyhmät",
        role=TopicRole.TARGET_GROUP,
        source=_PTV_SOURCE,
        licence="CC BY 4.0",
    ),
    "KE": VocabularyFacts(
        key="ptv-elamantilanteet",
        name="PTV: elämäntilanteet",
        role=TopicRole.LIFE_EVENT,
        source=_PTV_SOURCE,
        licence="CC BY 4.0",
    ),
}


def own_uri(key: str) -> str:
    return f"urn:raitti:topic:{key}"


@transaction.atomic
def load_topics(*, actor: Any, now: datetime) -> list[SavedTopics]:
    """Load Raitti's own topics and target groups and PTV's classifications; idempotent and quick."""
    ptv = list(_ptv_topics())
    done = [
        save_topics(facts, [topic for list_of, topic in ptv if list_of == letters], actor=actor, now=now)
        for letters, facts in PTV.items()
    ]
    own = list(_own_topics())
    return done + [
        save_topics(facts, [topic for role_of, topic in own if role_of == role], actor=actor, now=now)
        for role, facts in OWN.items()
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return (dict(zip(header, row, strict=True)) for row in rows)


def _own_topics() -> Iterator[tuple[str, TopicFacts]]:
    for row in _rows("topics.tsv"):
        same_as = (
            _YSO + short[4:] if short.startswith("yso:") else canonical_uri(short) for short in row["same_as"].split()
        )
        yield (
            row["role"],
            TopicFacts(
                uri=own_uri(row["key"]),
                notation=row["key"],
                name={code: row[code] for code in _LANGUAGES},
                other={code: tuple(filter(None, row[f"other_{code}"].split("|"))) for code in _LANGUAGES},
                broader=(own_uri(row["broader"]),) if row["broader"] else (),
                same_as=tuple(same_as),
            ),
        )


def _ptv_topics() -> Iterator[tuple[str, TopicFacts]]:
    for row in _rows("ptv_classes.tsv"):
        notation = row["notation"]
        above = notation.rpartition(".")[0]
        yield (
            notation.rstrip("0123456789."),
            TopicFacts(
                uri=canonical_uri(notation),
                notation=notation,
                name={code: row[code] for code in _LANGUAGES},
                broader=(canonical_uri(above),) if above else (),
                same_as=(_OLD_PTV + row["old"],) if row["old"] else (),
            ),
        )
