"""What holds for every page of the workspace: a rule is asked, and nobody reads what is another's by its address."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import override_settings

from raitti.bodies.models import (
    AgendaItem,
    Attendance,
    Call,
    Candidate,
    GroupAnswer,
    GroupQuestion,
    Material,
    Meeting,
    MeetingTask,
    Membership,
    Minutes,
    Nomination,
    Paper,
    Post,
    Thread,
)
from raitti.core.addresses import address
from raitti.core.models import AccessEntry
from raitti.directory.models import Claim, Draft, Invitation, Mandate, Matter, Organisation, Suggestion
from raitti.directory.rules import asked
from raitti.programmes.models import Activity, Grant, LedgerEntry, PlanVersion, Project, Scenario, Structure
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.workspace.pages import MADE_UP_IS_OLD, ONLY_OWN_ROWS, TOKENS, words_of
from tests.workspace.pages import pages as all_pages
from tests.workspace.things import ACCOUNT, PROOF, SECRET, make_things

pytestmark = pytest.mark.django_db
PAGES = all_pages()
HOST = {"host": "localhost:8000"}
STRANGERS = [
    *("nobody", "owner elsewhere", "agent elsewhere", "contact officer elsewhere", "steward elsewhere"),
    *("county officer elsewhere", "former owner", "run-out editor"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, files):
    """One world for all pages: what each visit changes is taken back."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        yield make_things(build_world(NOW))
        transaction.set_rollback(True)


@pytest.fixture
def things(built, db, files, settings):
    settings.MEDIA_ROOT = files
    return deepcopy(built)


def signed_in_as(client, things, name):
    if name != "nobody":
        client.force_login(things.world.people[name])
    client.raise_request_exception = False
    return client


def path_of(name, things):
    words = words_of(name, PAGES[name], things)
    if name in TOKENS:
        words["token"] = TOKENS[name](things)
    return address(name, "fi", **words)


@pytest.mark.parametrize("name", sorted(PAGES.keys() - ACCOUNT - MADE_UP_IS_OLD - ONLY_OWN_ROWS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_asks_a_rule(client, things, name, method, settings, tmp_path):
    settings.DEMO, settings.EMAIL_FILE_PATH = True, tmp_path
    visitor = signed_in_as(client, things, "steward")
    with asked() as rules:
        answer = getattr(visitor, method)(path_of(name, things), headers=HOST)

    assert answer.status_code < 500
    assert rules or answer.status_code == 405, "ask a rule of raitti.directory.rules before anything is shown or done"


@pytest.mark.parametrize("name", sorted(PAGES.keys() - ACCOUNT - TOKENS.keys()))
def test_nobody_reads_or_changes_what_is_anothers_by_its_address(client, things, name):
    path = address(name, "fi", **words_of(name, PAGES[name], things))
    before = everything(things)
    for stranger in STRANGERS:
        visitor = signed_in_as(client, things, stranger)
        for method in ("get", "post"):
            answer = getattr(visitor, method)(path, headers=HOST)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code < 500, stranger
            assert SECRET.casefold() not in body.decode("utf-8", "replace").casefold(), f"{stranger}, {method}"
        client.logout()
    assert everything(things) == before


def everything(things):
    """The state of what strangers must not touch."""
    rows = [Claim, Draft, Invitation, Mandate, Matter, Organisation, Suggestion]
    rows += [AgendaItem, Attendance, Meeting, MeetingTask, Minutes, Paper]
    rows += [Activity, Grant, LedgerEntry, PlanVersion, Project, Scenario, Structure]
    rows += [Call, Candidate, Nomination]
    rows += [GroupAnswer, GroupQuestion, Material, Membership, Post, Thread]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in rows}


def test_what_is_secret_to_strangers_is_there_for_those_who_may(client, things):
    """So that the test above cannot pass because nothing is shown to anyone."""
    seen = {}
    for name in ("keys", "claims", "claim", "claim_proof", "matter", "suggestion"):
        visitor = signed_in_as(client, things, "steward")
        answer = visitor.get(address(name, "fi", **words_of(name, PAGES[name], things)), headers=HOST)
        seen[name] = SECRET in answer.content.decode("utf-8", "replace")
    assert seen == dict.fromkeys(seen, True)


def test_a_proof_is_handed_out_as_a_file_that_cannot_act(client, things):
    visitor = signed_in_as(client, things, "steward")
    answer = visitor.get(address("claim_proof", "fi", uid=things.claim.uid), headers=HOST)
    assert answer.content == PROOF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_whoever_opens_a_proof_is_written_down_for_the_page_s_owner_to_read(client, things):
    visitor = signed_in_as(client, things, "steward")
    visitor.get(address("claim_proof", "fi", uid=things.claim.uid), headers=HOST)

    entry = AccessEntry.objects.get(what="claim proof")
    assert entry.actor_id == str(things.world.people["steward"].pk)
    owner = signed_in_as(client, things, "owner")
    page = owner.get(address("accesses", "fi", organisation=things.organisation.uid), headers=HOST).content.decode()
    assert str(things.world.people["steward"]) in page
