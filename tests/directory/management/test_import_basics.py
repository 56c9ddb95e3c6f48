"""`raitti import basics`: what a new installation begins with."""

from io import StringIO

import pytest
from django.core.management import call_command

from raitti.directory.models import Topic
from raitti.places.models import Area

pytestmark = pytest.mark.django_db


def test_municipalities_and_topics_are_there_after_it_and_again_it_changes_nothing():
    told = [StringIO(), StringIO()]
    for output in told:
        call_command("import_basics", stdout=output)

    assert Area.objects.municipalities().current().count() == 308
    assert Topic.objects.filter(name__contains="Vertaistuki").exists()
    places, topics = told[1].getvalue().splitlines()
    assert "0 created, 0 updated" in places
    assert "0 created, 0 updated" in topics
