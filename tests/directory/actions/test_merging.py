"""Two entries of one organisation become one, with all that belongs to them, and two again."""

from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.apps import apps
from django.core import mail
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from raitti.core.audit import System
from raitti.core.jobs import Worker
from raitti.core.models import AuditEntry
from raitti.core.rows import keep_row
from raitti.core.slugs import find_by_slug
from raitti.core.texts import translated, versions
from raitti.core.verdicts import Refused
from raitti.directory.actions.merging import merge, undo_merge
from raitti.directory.facts import ContactFacts
from raitti.directory.models import (
    FormerIdentity,
    MatchKey,
    Merge,
    Organisation,
    Portal,
    Service,
)
from raitti.directory.sides import side_by_side
from raitti.directory.snapshots import facts_of
from raitti.search.models import SearchDocument
from tests.factories import MandateFactory, OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
BY = System("test")
# What tells of the acts themselves, and what is counted or queued because of them.
_NOT_COMPARED = {"Merge", "Revision", "AuditEntry", "ShelfGeneration", "Slug", "Matter", "SearchDocument"}


def everything() -> dict[str, list]:
    """Every row of our tables but the traces of acts; moments of change and order of writing do not count."""
    found = {}
    for model in apps.get_models():
        name = model.__name__
        if not model.__module__.startswith("raitti.directory.") or name in _NOT_COMPARED:
            continue
        rows = [keep_row(row) for row in model._default_manager.order_by("pk")]
        for row in rows:
            row["fields"].pop("changed", None)
        if model is MatchKey:
            rows = sorted((row["fields"]["organisation_id"], row["fields"]["key"]) for row in rows)
        found[name] = rows
    return found


def found_titles() -> list:
    return sorted(
        SearchDocument.objects.filter(kind="organisation").values_list(
            "kind", "object_id", "language", "title", "words_keys"
        )
    )


@pytest.fixture
def pair(save):
    """Two entries of one association: one from a register, one from another, each with words of its own."""
    kept = save("1", email="toimisto@digiapu.example", summary={"fi": "Apua"}).thing
    gone = save("2", name={"fi": "Oulun Digi-apuyhdistys", "sv": "Uleåborgs digihjälp"}, phone="08 123 4567").thing
    return kept, gone


def test_each_field_is_what_was_chosen_and_nothing_is_lost_unchosen(pair, now):
    kept, gone = pair

    merge(kept, gone, choices={"email": "kept"}, actor=BY, now=now)

    kept.refresh_from_db()
    assert versions(kept.name) == {"fi": "Oulun Digiapu ry", "sv": "Uleåborgs digihjälp"}
    assert kept.phone == "08 123 4567", "what only one had is kept"
    assert kept.alternative_names == ["Oulun Digi-apuyhdistys"], "the other name still leads here"
    assert not Organisation.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("choice", ["kept", "gone"])
def test_a_chosen_value_stands(pair, now, choice):
    kept, gone = pair
    wanted = {"kept": kept, "gone": gone}[choice].name

    merge(kept, gone, choices={"name": choice}, actor=BY, now=now, keep_name=False)

    kept.refresh_from_db()
    assert versions(kept.name) == versions(wanted)


def test_an_unknown_choice_is_refused_and_nothing_happens(pair, now):
    kept, gone = pair
    with pytest.raises(Refused):
        merge(kept, gone, choices={"name": "neither"}, actor=BY, now=now)
    with pytest.raises(Refused):
        merge(kept, gone, choices={"colour": "gone"}, actor=BY, now=now)
    assert Organisation.objects.count() == 2


def test_identifiers_move_although_they_are_unique(save, now):
    kept, gone = save("1").thing, save("2", business_id="2077474-0", register_number="123.456").thing

    merge(kept, gone, choices={}, actor=BY, now=now)

    kept.refresh_from_db()
    assert (kept.business_id, kept.register_number) == ("2077474-0", "123.456")


def test_a_portal_keeps_its_steward(pair, now):
    kept, gone = pair
    Portal.objects.create(key="x", hostname="x.example", name=translated(fi="X"), steward=gone)
    with pytest.raises(Refused) as refused:
        merge(kept, gone, choices={}, actor=BY, now=now)
    assert refused.value.verdict.code == "steward"
    merge(gone, kept, choices={}, actor=BY, now=now)


def test_one_that_belongs_to_the_other_is_not_the_other(save, now):
    upper = save("1").thing
    middle = save("2", name={"fi": "Väli"}, parent="1").thing
    lower = save("3", name={"fi": "Ala"}, parent="2").thing
    for kept, gone in ((upper, lower), (lower, upper), (middle, upper)):
        with pytest.raises(Refused) as refused:
            merge(kept, gone, choices={}, actor=BY, now=now)
        assert refused.value.verdict.code == "family"


def test_old_addresses_lead_to_the_one_that_stays_and_back_again(pair, now):
    kept, gone = pair
    words = {each.pk: dict(each.slugs) for each in pair}

    done = merge(kept, gone, choices={"name": "gone"}, actor=BY, now=now)
    for slugs in words.values():
        assert all(find_by_slug("organisation", code, slug)[0] == kept.pk for code, slug in slugs.items())
    kept.refresh_from_db()
    assert all(find_by_slug("organisation", code, slug) == (kept.pk, True) for code, slug in kept.slugs.items())

    undo_merge(done, actor=BY, now=now)
    for pk, slugs in words.items():
        assert Organisation.objects.get(pk=pk).slugs == slugs
        assert all(find_by_slug("organisation", code, slug) == (pk, True) for code, slug in slugs.items())


def test_programs_that_ask_what_has_changed_of_late_see_both_acts(pair, now):
    kept, gone = pair
    moved = ServiceFactory(organisation=gone)
    merged, parted = now + timedelta(days=1), now + timedelta(days=2)

    done = merge(kept, gone, choices={}, actor=BY, now=merged)
    assert {Organisation.objects.get(pk=kept.pk).changed, Service.objects.get(pk=moved.pk).changed} == {merged}

    undo_merge(done, actor=BY, now=parted)
    moments = [*Organisation.objects.values_list("changed", flat=True), Service.objects.get(pk=moved.pk).changed]
    assert set(moments) == {parted}


def test_its_source_finds_the_one_that_stays_and_adds_only_what_is_missing(pair, save, now):
    kept, gone = pair
    merge(kept, gone, choices={}, actor=BY, now=now)

    saved = save("2", name={"fi": "Digi-apu"}, website="https://digiapu.example/", phone="09 999", at=now)

    assert (saved.outcome, saved.thing.pk) == ("updated", kept.pk)
    kept.refresh_from_db()
    assert (kept.website, kept.phone) == ("https://digiapu.example/", "08 123 4567")
    assert versions(kept.name)["fi"] == "Oulun Digiapu ry"
    assert save("2", name={"fi": "Digi-apu"}, phone="09 999").outcome == "unchanged"
    assert save("1", email="toimisto@digiapu.example", summary={"fi": "Apua"}).thing.pk == kept.pk
    assert Organisation.objects.count() == 1


def test_what_its_source_says_of_activities_comes_to_the_one_that_stays(pair, save_place, save_activity, now):
    kept, gone = pair
    merge(kept, gone, choices={}, actor=BY, now=now)
    save_place(organisation="2")
    assert save_activity(organisation="2").thing.organisation_id == kept.pk


def test_the_source_of_one_made_by_hand_leads_after_merging(save, now):
    kept, gone = save("", source="").thing, save("2", phone="08 111 1111").thing
    merge(kept, gone, choices={}, actor=BY, now=now)
    assert save("2", phone="08 222 2222").thing.pk == kept.pk
    kept.refresh_from_db()
    assert kept.phone == "08 222 2222"


def test_by_its_uid_it_is_still_found(pair, save, now):
    kept, gone = pair
    merge(kept, gone, choices={}, actor=BY, now=now)
    assert save("", source="", uid=gone.uid).thing.pk == kept.pk
    assert save("5", name={"fi": "Jaosto"}, parent=f"uid:{gone.uid}").thing.parent_id == kept.pk


def test_search_finds_the_one_that_stays_by_either_name(pair, now):
    kept, gone = pair
    merge(kept, gone, choices={}, actor=BY, now=now)
    assert not SearchDocument.objects.filter(object_id=str(gone.uid)).exists()
    assert all(
        "apuyhdisty" in row.words_name for row in SearchDocument.objects.filter(object_id=str(kept.uid), language="fi")
    )


def test_owners_of_both_are_told(pair, now, django_capture_on_commit_callbacks):
    kept, gone = pair
    for each in pair:
        MandateFactory(organisation=each)
    merge(kept, gone, choices={}, actor=BY, now=now)
    worker = Worker()
    while worker.work_once():
        pass
    assert len(mail.outbox) == 2
    assert str(gone) in mail.outbox[0].body


def test_it_is_one_entry_in_the_trail(pair, now):
    before = AuditEntry.objects.count()
    merge(*pair, choices={}, actor=BY, now=now)
    assert AuditEntry.objects.count() == before + 1


def test_undoing_leaves_what_was_changed_meanwhile(pair, save, save_place, save_activity, now):
    kept, gone = pair
    save_place(organisation="2"), save_activity(organisation="2")
    done = merge(kept, gone, choices={}, actor=BY, now=now)
    later = now + timedelta(days=3)
    changed = {"email": "uusi@digiapu.example", "phone": "08 123 4567", "summary": {"fi": "Uutta apua"}}
    save("1", name={"fi": "Oulun Digiapu ry", "sv": "Uleåborgs digihjälp"}, at=later, **changed)
    fresh = ServiceFactory(organisation=kept)

    undo_merge(done, actor=BY, now=later)

    kept.refresh_from_db()
    assert (kept.email, versions(kept.summary)) == ("uusi@digiapu.example", {"fi": "Uutta apua"})
    assert kept.phone == "", "what merging brought goes back"
    assert versions(kept.name) == {"fi": "Oulun Digiapu ry"}
    assert list(kept.services.all()) == [fresh], "what was made meanwhile stays"
    back = Organisation.objects.get(pk=gone.pk)
    assert (back.uid, back.phone) == (gone.uid, "08 123 4567")
    assert back.services.get().name == Service.objects.exclude(pk=fresh.pk).get().name
    assert not FormerIdentity.objects.exists()


def test_an_identifier_taken_meanwhile_stays_with_who_took_it(save, now):
    kept, gone = save("1", business_id="2077474-0").thing, save("2", register_number="123.456").thing
    done = merge(kept, gone, choices={"register_number": "kept"}, actor=BY, now=now)
    taker = save("9", name={"fi": "Toinen"}, register_number="123.456").thing
    undo_merge(done, actor=BY, now=now)
    assert Organisation.objects.get(pk=gone.pk).register_number is None
    assert Organisation.objects.get(pk=taker.pk).register_number == "123.456"


def test_undoing_has_its_time_and_its_order(pair, save, now):
    kept, gone = pair
    third = save("3", name={"fi": "Kolmas"}).thing
    first = merge(kept, gone, choices={}, actor=BY, now=now)
    second = merge(third, kept, choices={}, actor=BY, now=now)
    with pytest.raises(Refused) as refused:
        undo_merge(first, actor=BY, now=now)
    assert refused.value.verdict.code == "later"
    undo_merge(second, actor=BY, now=now)
    with pytest.raises(Refused) as refused:
        undo_merge(first, actor=BY, now=now + timedelta(days=31))
    assert refused.value.verdict.code == "late"
    undo_merge(first, actor=BY, now=now)
    with pytest.raises(Refused) as refused:
        undo_merge(first, actor=BY, now=now)
    assert refused.value.verdict.code == "done"
    assert merge(kept, Organisation.objects.get(pk=gone.pk), choices={}, actor=BY, now=now)


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["C", "Zs"]),
    min_size=1,
    max_size=20,
)
texts = st.dictionaries(st.sampled_from(["fi", "sv", "en", "se"]), words, max_size=3)
contacts = st.lists(
    st.builds(
        ContactFacts, name=words, role=texts, phone=st.sampled_from(["", "08 555 0101", "112"]), is_public=st.booleans()
    ),
    max_size=3,
).map(tuple)
organisations = st.fixed_dictionaries(
    {
        "name": texts.filter(bool),
        "alternative_names": st.lists(words, max_size=2).map(tuple),
        "summary": texts,
        "description": texts,
        "phone": st.sampled_from(["", "08 1234567", "040 765432"]),
        "email": st.sampled_from(["", "toimisto@example.org", "info@example.org"]),
        "website": st.sampled_from(["", "https://a.example/", "https://b.example/x"]),
        "home_municipality": st.sampled_from(["", "564", "244"]),
        "operating_areas": st.lists(st.sampled_from(["564", "244", "region:17", "890"]), unique=True).map(tuple),
        "topics": st.sampled_from([(), ("urn:raitti:topic:arki",), ("urn:raitti:topic:digituki",)]),
        "languages": st.lists(st.sampled_from(["fi", "sv", "en"]), unique=True).map(tuple),
        "status": st.sampled_from(["active", "dormant"]),
        "founded_year": st.one_of(st.none(), st.integers(1800, 2020)),
        "contacts": contacts,
    }
)
chosen = st.dictionaries(
    st.sampled_from(["name", "summary", "phone", "contacts", "operating_areas", "source", "status", "topics"]),
    st.sampled_from(["kept", "gone"]),
)


@tuned(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(one=organisations, other=organisations, choices=chosen, hand_made=st.booleans(), keep_name=st.booleans())
def test_merging_and_undoing_changes_nothing(save, topics, now, one, other, choices, hand_made, keep_name):
    with transaction.atomic():
        kept = save("" if hand_made else "a", source="" if hand_made else "register", **one).thing
        gone = save("b", register_number="123.456", **other).thing
        MandateFactory(organisation=gone), MandateFactory(organisation=kept), ServiceFactory(organisation=gone)
        before, titles = everything(), found_titles()
        facts = [facts_of(each) for each in (kept, gone)]
        # Where both say the same there is nothing to choose.
        open_ = {side.field: side.choices for side in side_by_side(kept, gone)}
        real = {field: choice for field, choice in choices.items() if choice in open_[field]}

        undo_merge(merge(kept, gone, choices=real, actor=BY, now=now, keep_name=keep_name), actor=BY, now=now)

        after = everything()
        for name, rows in before.items():
            assert after[name] == rows, name
        assert [facts_of(Organisation.objects.get(pk=each.pk)) for each in (kept, gone)] == facts
        assert found_titles() == titles
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_two_stewards_merging_at_once_one_is_told(now):
    one, other = (OrganisationFactory() for _ in range(2))
    start, told = Barrier(2), []

    def act(kept, gone):
        start.wait()
        try:
            while not told_of(kept, gone):
                # The tests' SQLite lives in memory, where a second writer is sent away instead of waiting.
                sleep(0.01)
        finally:
            connection.close()

    def told_of(kept, gone):
        try:
            merge(kept, gone, choices={}, actor=BY, now=now)
            told.append("")
        except Refused as refused:
            told.append(refused.verdict.code)
        except OperationalError:
            return False
        return True

    threads = [Thread(target=act, args=pair) for pair in ((one, other), (other, one))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(told) == ["", "gone"]
    assert Organisation.objects.count() == 1 == Merge.objects.count()
