"""A country to import into, and the ways of running an import."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import load_topics
from raitti.places.actions import load_facts
from raitti.places.models import AreaKind, PostalCode
from tests.factories import AreaFactory

Import = Callable[..., tuple[list[str], int]]


@pytest.fixture
def country(topics: None, now: datetime) -> None:
    """All of Finland with its postal codes, and the topics and classes Raitti carries."""
    load_facts(actor=System("test"), now=now)


@pytest.fixture
def towns(db: None) -> None:
    """Two municipalities are enough for most imports."""
    north = AreaFactory(kind=AreaKind.REGION, code="17", name=translated(fi="Pohjois-Pohjanmaa"))
    oulu = AreaFactory(
        code="564", name=translated(fi="Oulu", sv="Uleåborg"), region=north, latitude=65.01, longitude=25.47
    )
    AreaFactory(code="240", name=translated(fi="Kemi"))
    PostalCode.objects.create(code="90100", name=translated(fi="Oulu"), municipality=oulu)
    AreaFactory(kind=AreaKind.COUNTY, code="17", name=translated(fi="Pohjois-Pohjanmaan hyvinvointialue"))
    AreaFactory(kind=AreaKind.COUNTRY, code="FI", name=translated(fi="Suomi"))


@pytest.fixture
def topics(db: None, now: datetime) -> None:
    """The topics and classes Raitti carries."""
    load_topics(actor=System("test"), now=now)


@pytest.fixture
def import_from() -> Import:
    """Run an import command; its lines and exit code."""

    def act(what: str, *arguments: str | Path, **options: Any) -> tuple[list[str], int]:
        out = StringIO()
        code = 0
        try:
            call_command(f"import_{what}", *map(str, arguments), lang="en", stdout=out, **options)
        except CommandError as error:
            code = error.returncode
        return out.getvalue().splitlines(), code

    return act
