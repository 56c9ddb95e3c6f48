"""The world with a body in it."""

import pytest

from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world


@pytest.fixture
def it(db: None) -> Seated:
    return seat(build_world(NOW))
