"""A small index of believable things."""

from collections.abc import Callable

import pytest

from raitti.search import actions
from raitti.search.entries import Entry

Put = Callable[..., None]


@pytest.fixture
def index(db: None) -> None:
    """Six things in four municipalities, in Finnish and Swedish."""
    actions.put(
        [
            Entry(
                kind="organisation",
                object_id="1",
                language="fi",
                title="Oulun seudun Valokeila ry",
                summary="Vertaistukea näkövammaisille ja heidän läheisilleen.",
                body="Vertaistukiryhmä kokoontuu joka toinen tiistai yhdistyksen toimistolla Heinäpäässä.",
                keywords=["Oulu", "Uleåborg", "Näkövammaisuus"],
                facets={"municipality": ["564"], "region": ["17"], "topic": ["vertaistuki"], "portal": ["pohjoinen"]},
                latitude=65.012,
                longitude=25.465,
                data={"id": "uid-1", "slugs": {"fi": "valokeila"}},
                source_id="ptv-1",
            ),
            Entry(
                kind="organisation",
                object_id="2",
                language="fi",
                title="Rovaniemen Sydänystävät ry",
                summary="Liikuntaa ja vertaistukea sydänsairaille.",
                keywords=["Rovaniemi"],
                facets={"municipality": ["698"], "region": ["19"], "topic": ["sydan"], "portal": ["lappi"]},
                latitude=66.503,
                longitude=25.727,
            ),
            Entry(
                kind="organisation",
                object_id="3",
                language="sv",
                title="Kamratstöd för synskadade i Vasa",
                summary="Stödgrupper varje vecka.",
                keywords=["Vasa", "Vaasa"],
                facets={"municipality": ["905"], "region": ["15"]},
            ),
            Entry(
                kind="service",
                object_id="4",
                language="fi",
                title="Lasten ja nuorten kaupunginteatteri",
                body="Harrastus yli 7-vuotiaille.",
                keywords=["Oulu"],
                facets={"municipality": ["564"], "region": ["17"], "remote": ["yes"], "portal": ["pohjoinen"]},
            ),
            Entry(
                kind="service",
                object_id="4",
                language="sv",
                title="Barnens stadsteater",
                keywords=["Uleåborg"],
                facets={"municipality": ["564"], "region": ["17"], "remote": ["yes"], "portal": ["pohjoinen"]},
            ),
            Entry(kind="municipality", object_id="564", language="fi", title="Oulu", names=["Uleåborg"]),
        ]
    )
