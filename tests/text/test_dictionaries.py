"""The word lists on disk."""

from pathlib import Path

import pytest

from raitti.text import dictionaries


def test_prepared_dictionaries_are_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "LANGUAGES", ("se",))
    lines: list[str] = []
    dictionaries.prepare(tmp_path, report=lines.append)
    built = dictionaries.dictionary_path(tmp_path, "se").stat().st_mtime_ns

    dictionaries.prepare(tmp_path, report=lines.append)

    assert len(lines) == 1
    assert dictionaries.dictionary_path(tmp_path, "se").stat().st_mtime_ns == built
    assert [path.name for path in dictionaries.dictionary_path(tmp_path, "se").parent.iterdir()] == ["se.dic"]


def test_a_dictionary_knows_names_and_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "LANGUAGES", ("en",))
    english = dictionaries.load(tmp_path, "en")
    assert english.lemma("volunteers") == "volunteer"
    assert english.lemma("zzzzq") is None
