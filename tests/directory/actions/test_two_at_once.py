"""Two who act in the same moment cannot together do what neither may alone."""

from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection

from raitti.core.verdicts import Refused
from raitti.directory.actions.mandates import end_mandate
from raitti.directory.models import Mandate, Role
from raitti.directory.queries.mandates import owners_of
from tests.factories import MandateFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(5))
def test_two_owners_who_leave_in_the_same_moment_leave_one_behind(now, _again):
    first = MandateFactory()
    mandates = [first, MandateFactory(organisation=first.organisation)]
    together, outcomes = Barrier(2), []

    def leave(mandate: Mandate) -> None:
        try:
            together.wait()
            end_mandate(mandate, actor=mandate.person, now=now)
            outcomes.append("left")
        except Refused as refused:
            outcomes.append(refused.verdict.code)
        except OperationalError:
            # SQLite's shared memory, which only tests use, turns the second writer away instead of letting it wait.
            outcomes.append("busy")
        finally:
            connection.close()

    threads = [Thread(target=leave, args=[mandate]) for mandate in mandates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("left") <= 1
    assert owners_of(first.organisation, on=now.date()).count() >= 1
    if connection.vendor == "postgresql":
        assert sorted(outcomes) == ["last_owner", "left"]
    assert Mandate.objects.filter(role=Role.OWNER).count() == 2
