"""Long words may be broken between their syllables, and are the same words all the while."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.text.hyphens import SOFT_HYPHEN, with_soft_hyphens
from raitti.text.tokens import tokenize


@pytest.mark.parametrize(
    ("language", "word", "broken"),
    [
        ("fi", "Järjestöneuvottelukunta", "Järjes-tö-neu-vot-te-lu-kunta"),
        ("fi", "kehittämisyhdistykselle", "kehit-tä-mi-syh-dis-tyk-selle"),
        ("sv", "organisationsdelegationen", "orga-ni-sa-tions-de-le-ga-tionen"),
    ],
)
def test_a_long_word_may_be_broken_between_its_syllables(language, word, broken):
    assert with_soft_hyphens(word, language).replace(SOFT_HYPHEN, "-") == broken


def test_short_words_and_other_languages_stay_as_they_are():
    assert with_soft_hyphens("Oulun seudun neuvosto", "fi") == "Oulun seudun neuvosto"
    assert with_soft_hyphens("deinstitutionalisation", "en") == "deinstitutionalisation"


@given(st.text(), st.sampled_from(["fi", "sv", "en", "se"]))
def test_without_the_soft_hyphens_it_is_the_same_text(text, language):
    assert with_soft_hyphens(text, language).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


def test_a_name_copied_from_a_narrow_page_is_searched_by_as_the_word_it_is():
    copied = with_soft_hyphens("Järjestöneuvottelukunta", "fi")
    assert [token.word for token in tokenize(f"{copied} 2026")] == ["järjestöneuvottelukunta", "2026"]
