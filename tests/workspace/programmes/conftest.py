"""A funded project whose people sign in."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from raitti.core.addresses import address
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.factories import ActivityFactory, GrantFactory, LedgerEntryFactory, PostFactory
from tests.programmes.world import Funded, fund


@pytest.fixture
def funded(db: None) -> Funded:
    it = fund(build_world(NOW))
    PostFactory(project=it.project)
    grant = GrantFactory(project=it.project)
    LedgerEntryFactory(grant=grant, kind="applied", amount=Decimal(60_000), on=date(2025, 9, 30))
    LedgerEntryFactory(grant=grant, amount=Decimal(45_000), on=date(2026, 1, 10))
    ActivityFactory(project=it.project, priority="must", running=True)
    ActivityFactory(project=it.project, priority="could", running=True, fte=Decimal("0.9"))
    return it


@pytest.fixture
def visit(client: Client, funded: Funded) -> Callable[..., Any]:
    """Ask for a page as somebody of the world: `visit("owner", "plans", project=…)`; with `send` it is sent."""

    def ask(who: str, page: str, send: dict[str, Any] | None = None, *, query: str = "", **words: Any) -> Any:
        client.logout()
        if who != "nobody":
            client.force_login(funded.people[who])
        path = address(page, "fi", **words) + query
        headers = {"host": "localhost:8000"}
        return client.get(path, headers=headers) if send is None else client.post(path, send, headers=headers)

    return ask
