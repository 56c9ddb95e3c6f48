"""Two who act in the same moment cannot together do what neither may alone, and neither loses what they did."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread
from traceback import extract_tb

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.mandates import end_mandate
from raitti.directory.actions.matters import finish_matter, open_matter
from raitti.directory.actions.merging import merge
from raitti.directory.actions.moderation import hide
from raitti.directory.actions.organisations import save_organisation
from raitti.directory.actions.restoring import save_content, undo_change
from raitti.directory.actions.rows import save_rows
from raitti.directory.facts import OrganisationFacts
from raitti.directory.models import Hiding, Mandate, Matter, Organisation, Revision, Role
from raitti.directory.queries.mandates import owners_of
from raitti.directory.table import Rows
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True, params=range(4))
def _again():
    """No two moments are alike: everything is tried a few times."""


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What came of acts done in the same moment: `done`, or the code of the refusal."""
    together, outcomes = Barrier(len(acts)), []

    def carry_out(act: Callable[[], object]) -> None:
        try:
            together.wait()
            act()
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.verdict.code)
        except OperationalError as error:
            # SQLite's shared memory, which only tests use, turns the second writer away instead of letting it wait.
            outcomes.append("done" if has_committed(error) else "busy")
        finally:
            connection.close()

    threads = [Thread(target=carry_out, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(acts)
    return sorted(outcomes)


def has_committed(error: OperationalError) -> bool:
    """Whether only what follows the commit was turned away, as saying that finished pages are old."""
    following = BaseDatabaseWrapper.run_and_clear_commit_hooks.__name__
    return any(frame.name == following for frame in extract_tb(error.__traceback__))


def are(outcomes: list[str], *wanted: str) -> bool:
    """Whether it came out so; where the second writer is turned away, it was at least no more than that."""
    if connection.vendor == "postgresql":
        return outcomes == sorted(wanted)
    return outcomes.count("done") <= wanted.count("done")


def test_two_owners_who_leave_in_the_same_moment_leave_one_behind(now):
    first = MandateFactory()
    mandates = [first, MandateFactory(organisation=first.organisation)]

    outcomes = at_once(*(lambda one=one: end_mandate(one, actor=one.person, now=now) for one in mandates))

    assert are(outcomes, "done", "last_owner")
    assert owners_of(first.organisation, on=now.date()).count() >= 1
    assert Mandate.objects.filter(role=Role.OWNER).count() == 2


def test_of_two_stewards_who_hide_a_page_one_gives_the_reason(now):
    page = OrganisationFactory()

    outcomes = at_once(
        *(
            lambda why=why: hide(Organisation.objects.get(pk=page.pk), reason=why, actor=PersonFactory(), now=now)
            for why in ("Mainos.", "Huijaus.")
        )
    )

    assert are(outcomes, "done", "hidden")
    assert Hiding.objects.count() <= 1


def test_of_two_stewards_who_settle_a_matter_one_says_how(now):
    matter = open_matter(kind="import", about_uid=OrganisationFactory().uid, title="Lähde", now=now)

    outcomes = at_once(
        *(
            lambda words=words: finish_matter(matter, outcome=words, actor=PersonFactory(), now=now)
            for words in ("Hoidettu.", "Tehty.")
        )
    )

    # The one who comes second is refused with the code `done`, the same word.
    assert set(outcomes) <= {"done", "busy"}
    assert Matter.objects.filter(done__isnull=False).count() == 1
    assert AuditEntry.objects.filter(verb="finished matter").count() == 1


def test_merges_that_cross_leave_one_page_where_both_are_found(now):
    one, other = OrganisationFactory(), OrganisationFactory()

    outcomes = at_once(
        lambda: merge(one, other, choices={}, actor=PersonFactory(), now=now),
        lambda: merge(other, one, choices={}, actor=PersonFactory(), now=now),
    )

    assert are(outcomes, "done", "gone")
    assert Organisation.objects.count() == 2 - outcomes.count("done")


def test_merges_in_a_row_lose_nobody(now):
    one, middle, last = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()

    outcomes = at_once(
        lambda: merge(middle, one, choices={}, actor=PersonFactory(), now=now),
        lambda: merge(last, middle, choices={}, actor=PersonFactory(), now=now),
    )

    assert set(outcomes) <= {"done", "gone", "busy"}
    assert Organisation.objects.count() == 3 - outcomes.count("done")


def test_undoing_while_another_edits_loses_neither(now):
    facts = OrganisationFacts(source="t", source_id="1", name={"fi": "Kutojat"}, summary={"fi": "Kudotaan yhdessä."})
    page = save_organisation(facts, actor=PersonFactory(), now=now).thing
    told = replace(facts, summary={"fi": "Myydään lainoja."})
    save_organisation(told, actor=PersonFactory(), now=now, on_behalf_of=page)
    revision = Revision.objects.get(thing_uid=page.uid, on_behalf__gt="")

    outcomes = at_once(
        lambda: undo_change(revision, actor=PersonFactory(), now=now),
        lambda: save_content(
            Organisation.objects.get(pk=page.pk), {"phone": "040 123 4567"}, actor=PersonFactory(), now=now
        ),
    )

    page = Organisation.objects.get(pk=page.pk)
    assert are(outcomes, "done", "done")
    if outcomes == ["done", "done"]:
        assert (str(page.summary), page.phone) == ("Kudotaan yhdessä.", "040 123 4567")


def test_a_new_row_saved_twice_in_one_moment_is_one_activity(now):
    organisation, actor = OrganisationFactory(), PersonFactory()
    rows = Rows(organisation, language="fi", today=now.date())
    planned = rows.plan([rows.blank() | {"name": "Neulekahvila"}])

    outcomes = at_once(*[lambda: save_rows(planned, actor=actor, now=now)] * 2)

    assert are(outcomes, "done", "done")
    assert organisation.services.count() == 1
