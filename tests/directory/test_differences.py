"""Two states of an entry told apart in words."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from raitti.directory.differences import differences, word_differences
from raitti.directory.snapshots import facts_of, to_json

LINES = st.text(st.sampled_from("aäö kissa.,\n1"), max_size=60)


@given(LINES, LINES)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old, new):
    pieces = word_differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.what != "new") == old
    assert "".join(piece.text for piece in pieces if piece.what != "gone") == new


def test_only_the_words_that_changed_are_marked():
    pieces = word_differences("Kerho kokoontuu tiistaisin klo 17.", "Kerho kokoontuu torstaisin klo 17.")
    assert [(piece.what, piece.text) for piece in pieces if piece.what != "same"] == [
        ("gone", "tiistaisin"),
        ("new", "torstaisin"),
    ]


@pytest.mark.django_db
def test_values_are_told_in_the_words_people_know(save, topics, now):
    before = to_json(facts_of(save().thing))
    saved = save(
        summary={"fi": "Apua arkeen", "sv": "Hjälp i vardagen"},
        topics=("urn:raitti:topic:digituki",),
        operating_areas=("564", "244"),
        status="dormant",
    )
    with override("sv"):
        told = differences(before, to_json(facts_of(saved.thing)))
    found = {one.key: (one.before, one.after) for one in told}
    assert found["summary.sv"] == ("", "Hjälp i vardagen")
    assert found["summary.fi"] == ("", "Apua arkeen")
    assert found["topics"] == ("", "Digitalt stöd")
    assert set(found["operating_areas"][1].split("\n")) == {"Uleåborg", "Kempele"}
    assert "status" in found
    assert not {"verified_on", "source", "uid"} & found.keys()


@pytest.mark.django_db
def test_contacts_that_are_not_public_are_left_out_unless_asked_for():
    before = {"contacts": []}
    after = {
        "contacts": [
            {"role": {"fi": "Sihteeri"}, "phone": "040 1", "is_public": True},
            {"role": {"fi": "Puheenjohtaja"}, "phone": "050 2", "is_public": False},
        ]
    }
    [seen] = differences(before, after)
    assert "Sihteeri" in seen.after
    assert "050 2" not in seen.after
    [all_of_them] = differences(before, after, contacts=True)
    assert "050 2" in all_of_them.after
