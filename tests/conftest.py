"""What all tests share: where the real material lies, and a still clock."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout. Without it the test is skipped, in CI it fails."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the real material in ../shared/data is missing")
        pytest.skip("needs the real material in ../shared/data")
    return SHARED


@pytest.fixture
def now() -> datetime:
    return NOW
