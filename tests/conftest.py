"""What all tests share: where the real material lies, a still clock, fair shares, and no skipping in CI."""

import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db.backends.sqlite3.base import DatabaseOperations
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from raitti.core.kept import forget_kept
from tests.kept import begin_run, end_run

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
# Their tests share one demo, so one process runs them all.
SHARING_FOLDERS = ("tests/config/", "tests/site/")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def pytest_configure(config: pytest.Config) -> None:
    if begin_run():
        config.add_cleanup(end_run)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout. Without it the test is skipped, in CI it fails."""
    if not SHARED.is_dir():
        pytest.skip("needs the real material in ../shared/data")
    return SHARED


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> None:
    """Nothing is left over from the test before: no language it spoke, no parts of pages of rows it took back."""
    translation.deactivate()
    forget_kept()


@pytest.fixture(autouse=True, scope="session")
def _ledgers_can_be_emptied() -> Iterator[None]:
    """Let the clean-up after tests with transactions of their own empty ledgers too, which SQLite refuses."""
    ledger = import_module("raitti.programmes.migrations.0002_ledger_only_grows")
    flush = DatabaseOperations.sql_flush

    def past_triggers(self: DatabaseOperations, style: Any, tables: Any, **options: Any) -> list[str]:
        statements: list[str] = flush(self, style, tables, **options)
        if ledger.TABLE not in tables:
            return statements
        return [*(f"DROP TRIGGER IF EXISTS {name}" for name in ledger.SQLITE), *statements, *ledger.SQLITE.values()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", past_triggers)
        yield


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Let requests share the test's own connection and transaction, as they do under Django's test client."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def _unskip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """What is skipped in CI has failed: a green run must mean that everything was tried."""
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be skipped, but this was: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _unskip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _unskip(report)
    return report


class FairShares(LoadScopeScheduling):
    """Hands whole files to the processes, and folders whose tests share one demo as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in SHARING_FOLDERS if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FairShares:
    return FairShares(config, log)
