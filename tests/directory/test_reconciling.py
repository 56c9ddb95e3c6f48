"""Two people's changes to one entry: what only one changed is taken, what both changed is asked, nothing is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raitti.directory.reconciling import MINE, THEIRS, merge

BASE: dict[str, Any] = {
    "name": {"fi": "Kerho"},
    "summary": {"fi": "Vanha"},
    "phone": "1",
    "topics": ["a", "b"],
    "channels": [{"uid": "x", "phone": "1"}, {"uid": "y", "phone": "2"}],
    "verified_on": "2026-01-01",
}


def changed(**changes: Any) -> dict[str, Any]:
    return {**BASE, **changes}


def test_what_only_one_changed_is_taken_from_them():
    merged = merge(BASE, changed(phone="2"), changed(summary={"fi": "Vanha", "sv": "Ny"}), choices={})

    assert merged.facts == changed(phone="2", summary={"fi": "Vanha", "sv": "Ny"})
    assert not merged.conflicts


def test_the_same_change_by_both_is_no_conflict():
    assert not merge(BASE, changed(phone="2"), changed(phone="2"), choices={}).conflicts


def test_one_language_both_wrote_anew_is_asked_and_the_others_are_put_together():
    theirs, mine = changed(summary={"fi": "A", "se": "S"}), changed(summary={"fi": "B", "sv": "C"})

    merged = merge(BASE, theirs, mine, choices={})

    [conflict] = merged.conflicts
    assert (conflict.key, conflict.base, conflict.theirs, conflict.mine) == ("summary.fi", "Vanha", "A", "B")
    assert merged.facts["summary"] == {"fi": "A", "se": "S", "sv": "C"}
    assert merge(BASE, theirs, mine, choices={"summary.fi": MINE}).facts["summary"]["fi"] == "B"
    assert merge(BASE, theirs, mine, choices={"summary.fi": THEIRS}).facts["summary"]["fi"] == "A"
    assert merge(BASE, theirs, mine, choices={"summary.fi": "neither"}).conflicts


def test_ticks_of_both_count_and_so_do_ticks_taken_away():
    merged = merge(BASE, changed(topics=["a", "b", "c"]), changed(topics=["b", "d"]), choices={})

    assert merged.facts["topics"] == ["b", "c", "d"]


def test_each_way_to_take_part_is_told_apart():
    theirs = changed(channels=[{"uid": "x", "phone": "1"}, {"uid": "y", "phone": "9"}, {"uid": "t", "phone": "3"}])
    mine = changed(channels=[{"uid": "y", "phone": "2"}, {"uid": "m", "phone": "4"}])

    merged = merge(BASE, theirs, mine, choices={})

    assert {way["uid"]: way["phone"] for way in merged.facts["channels"]} == {"y": "9", "t": "3", "m": "4"}
    assert not merged.conflicts


def test_a_way_one_took_away_and_the_other_changed_is_asked():
    theirs = changed(channels=[{"uid": "x", "phone": "7"}, {"uid": "y", "phone": "2"}])
    mine = changed(channels=[{"uid": "y", "phone": "2"}])

    merged = merge(BASE, theirs, mine, choices={})

    assert [conflict.key for conflict in merged.conflicts] == ["channels.x"]
    kept = merge(BASE, theirs, mine, choices={"channels.x": THEIRS}).facts["channels"]
    gone = merge(BASE, theirs, mine, choices={"channels.x": MINE}).facts["channels"]
    assert ([way["uid"] for way in kept], [way["uid"] for way in gone]) == (["y", "x"], ["y"])


STATES = st.fixed_dictionaries(
    {
        "name": st.dictionaries(st.sampled_from(["fi", "sv", "se"]), st.sampled_from("abc")),
        "phone": st.sampled_from(["", "1", "2"]),
        "topics": st.lists(st.sampled_from("abcd"), unique=True),
        "channels": st.lists(
            st.fixed_dictionaries({"uid": st.sampled_from("xyz"), "phone": st.sampled_from("12")}),
            unique_by=lambda way: way["uid"],
        ),
    }
)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two states say the same; the order of ticks and of ways says nothing."""

    def plain(state: dict[str, Any]) -> dict[str, Any]:
        ways = sorted(state["channels"], key=lambda way: way["uid"])
        return {**state, "topics": sorted(state["topics"]), "channels": ways}

    return plain(one) == plain(other)


@given(base=STATES, mine=STATES)
def test_alone_a_person_gets_just_what_they_wrote(base, mine):
    merged = merge(base, base, mine, choices={})

    assert not merged.conflicts
    assert same(merged.facts, mine)


@given(base=STATES, theirs=STATES)
def test_who_changed_nothing_leaves_all_to_the_other(base, theirs):
    merged = merge(base, theirs, base, choices={})

    assert not merged.conflicts
    assert same(merged.facts, theirs)


@given(base=STATES, theirs=STATES, mine=STATES, choice=st.sampled_from([MINE, THEIRS]))
def test_choosing_settles_every_conflict(base, theirs, mine, choice):
    asked = merge(base, theirs, mine, choices={}).conflicts

    settled = merge(base, theirs, mine, choices={conflict.key: choice for conflict in asked})

    assert not settled.conflicts
    for conflict in asked:
        assert getattr(conflict, choice) != conflict.base
