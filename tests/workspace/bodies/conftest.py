"""A body whose people sign in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raitti.core.addresses import address
from raitti.core.slugs import assign_slugs
from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world


@pytest.fixture
def seated(db: None) -> Seated:
    it = seat(build_world(NOW))
    assign_slugs(it.body, "body")
    return it


@pytest.fixture
def visit(client: Client, seated: Seated) -> Callable[..., Any]:
    """Ask for a page as somebody of the world: `visit("owner", "own_body", body=…)`; with `send` it is sent."""

    def ask(who: str, page: str, send: dict[str, Any] | None = None, *, query: str = "", **words: Any) -> Any:
        client.logout()
        if who != "nobody":
            client.force_login(seated.people[who])
        path = address(page, "fi", **words) + query
        headers = {"host": "localhost:8000"}
        return client.get(path, headers=headers) if send is None else client.post(path, send, headers=headers)

    return ask
