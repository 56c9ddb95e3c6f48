"""What leaves the search index with a body that is hidden, and comes back with it."""

import pytest

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.indexing import refresh_body
from raitti.bodies.models import Body
from raitti.directory.models import Publication
from raitti.search.models import SearchDocument
from tests.bodies.calling import a_call
from tests.bodies.statements import sent
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db


def found(*things):
    return set(
        SearchDocument.objects.filter(object_id__in=[str(one.uid) for one in things]).values_list("kind", flat=True)
    )


def show(body, publication):
    Body.objects.filter(pk=body.pk).update(publication=publication)
    body_changed(Body.objects.get(pk=body.pk), now=NOW)


def test_calls_and_statements_of_a_hidden_body_cannot_be_found_until_it_is_shown_again():
    it = seat(build_world(NOW))
    call = a_call(it)
    statement = sent(it)
    refresh_body(it.body)
    everything = (it.body, call, statement)
    show(it.body, Publication.HIDDEN)
    assert found(*everything) == set()
    show(it.body, Publication.PUBLISHED)
    assert found(*everything) == {"body", "call", "statement"}
