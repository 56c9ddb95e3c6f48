"""Base forms and compound parts, with and without Voikko."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from raitti.text.analyser import Analyser, get_analyser


@pytest.fixture(scope="module", params=["simplemma", "voikko"])
def analyser(request: pytest.FixtureRequest) -> Analyser:
    try:
        return get_analyser(settings.DATA / "dictionaries", request.param)
    except LookupError as error:
        pytest.skip(f"{error} (Debian: libvoikko1 voikko-fi)")


def lemmas(analyser: Analyser, word: str, language: str = "fi") -> tuple[str, ...]:
    return analyser.read(word.lower(), language).lemmas


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("näkövammaisille", "näkövammainen"),
        ("vertaistukea", "vertaistuki"),
        ("Oulussa", "oulu"),
        ("Rovaniemellä", "rovaniemi"),
        ("yhdistyksemmekin", "yhdistys"),
        ("talossammekin", "talo"),
        ("ystävilleen", "ystävä"),
        ("syövän", "syöpä"),
        ("töissä", "työ"),
        ("järjestettyjen", "järjestää"),
        ("Kelan", "kela"),
        ("Kela:n", "kela"),
        ("maahanmuuttajaäideille", "maahanmuuttajaäiti"),
    ],
)
def test_finnish_forms_lead_to_their_base_form(analyser: Analyser, form: str, base: str) -> None:
    assert base in lemmas(analyser, form)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("kaupunginteatterin", {"kaupunki", "teatteri"}),
        ("vertaistukiryhmässä", {"vertaistuki", "ryhmä", "tuki"}),
        ("kansalaistoiminta", {"kansalainen", "toiminta"}),
        ("lapsiperheiden", {"lapsi", "perhe"}),
        ("aamu-unisille", {"aamu", "uninen"}),
        ("sydänyhdistys", {"sydän", "yhdistys"}),
    ],
)
def test_compounds_are_found_by_their_parts(analyser: Analyser, compound: str, parts: set[str]) -> None:
    reading = analyser.read(compound, "fi")
    assert parts <= set(reading.parts)


def test_words_that_only_look_like_compounds_stay_whole(analyser: Analyser) -> None:
    for word in ("yhdistys", "kirjasto", "Rovaniemi"):
        assert analyser.read(word.lower(), "fi").lemmas[0] == word.lower()


def test_swedish_and_english_words_lead_to_their_base_form(analyser: Analyser) -> None:
    assert "förening" in lemmas(analyser, "föreningarna", "sv")
    assert {"stöd", "grupp"} <= set(analyser.read("stödgrupperna", "sv").parts)
    assert "frivilligverksamhet" in lemmas(analyser, "frivilligverksamheten", "sv")
    assert "volunteer" in lemmas(analyser, "volunteers", "en")


def test_sami_words_are_kept_as_written_when_unknown(analyser: Analyser) -> None:
    assert lemmas(analyser, "sämitigge", "smn") == ("sämitigge",)


def test_accents_are_dropped_but_the_letters_of_finnish_are_not(analyser: Analyser) -> None:
    assert lemmas(analyser, "café") == lemmas(analyser, "cafe")
    assert lemmas(analyser, "väli") != lemmas(analyser, "vali")


def test_identifiers_and_addresses_are_read_as_people_type_them(analyser: Analyser) -> None:
    with_hyphen = [word.lemmas for word in analyser.words("Y-tunnus 0123456-7", "fi")]
    without = [word.lemmas for word in analyser.words("Y-tunnus 01234567", "fi")]
    assert with_hyphen == without
    assert [word.surface for word in analyser.words("info@yhdistys.fi", "fi")] == ["info", "yhdistys", "fi"]


@given(st.text(max_size=300))
def test_any_text_gives_words_of_plain_letters_where_they_stand(text: str) -> None:
    analyser = get_analyser(settings.DATA / "dictionaries", "simplemma")
    for language in ("fi", "sv", "en", "se", "sms"):
        for word in analyser.words(text, language):
            assert word.lemmas
            assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789åäö" for c in "".join((*word.lemmas, *word.parts)))
            assert text[word.start : word.end].strip()


def test_ten_megabytes_are_read_only_as_far_as_they_are_asked_for() -> None:
    analyser = get_analyser(settings.DATA / "dictionaries", "simplemma")
    assert len(list(analyser.words("a" * 10_000_000, "fi"))) == 1
    assert len(list(analyser.words("sana " * 2_000_000, "fi", longest=500))) == 100


def gold(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) > 5 and fields[0].isdigit() and fields[3] in {"NOUN", "PROPN", "ADJ", "VERB"}:
                yield fields[1], fields[2]


def test_inflected_forms_and_heads_of_compounds_are_found_on_gold_lemmas(analyser: Analyser, shared: Path) -> None:
    inflected = heads = found = found_heads = 0
    for form, lemma in gold(shared / "finnish" / "fi_tdt-ud-dev.conllu.gz"):
        reading = analyser.read(form.lower(), "fi")
        whole = lemma.replace("#", "").lower()
        if form.lower() != whole:
            inflected += 1
            found += bool({whole, *analyser.read(whole, "fi").lemmas} & set(reading.lemmas))
        if "#" in lemma:
            heads += 1
            head = lemma.rpartition("#")[2].lower()
            wanted = {head, *analyser.read(head, "fi").lemmas}
            found_heads += bool(wanted & {*reading.lemmas, *reading.parts})
    assert found / inflected >= (0.93 if analyser.has_voikko else 0.88)
    assert found_heads / heads >= (0.90 if analyser.has_voikko else 0.75)
