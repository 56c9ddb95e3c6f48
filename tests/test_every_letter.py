"""Every letter, in each language: nothing missing, nothing left in another language, links that can be followed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as product
from django.db import transaction
from django.test import override_settings
from django.test.signals import template_rendered

import raitti
from raitti.core.languages import INTERFACE_CODES
from tests.every_letter import NAME, WORDS, every_letter
from tests.letters import Letter

pytestmark = pytest.mark.django_db
TEMPLATES = Path(raitti.__file__).parent / "templates"
HOLE = "⟦missing⟧"
# What reads the same in every language: names, and the words of those who wrote.
SAME = {NAME, *(line.strip() for line in WORDS.splitlines())}


@pytest.fixture
def drawn() -> Iterator[set[str]]:
    """The templates of letters that were used; what a template names and nobody gives is seen as a hole."""
    names: set[str] = set()

    def note(template, **_):
        names.update({template.name} if str(template.name).startswith("email/") else ())

    (engine,) = product.TEMPLATES
    template_rendered.connect(note)
    with override_settings(TEMPLATES=[{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": HOLE}}]):
        yield names
    template_rendered.disconnect(note)


def sentences(letter: Letter) -> set[str]:
    """What Raitti itself says in a letter, line by line."""
    lines = {line.strip(" *") for line in [letter.subject, *letter.text.splitlines()]}
    return {line for line in lines - SAME if " " in line and re.search(r"[a-zåäö]{3}", line)}


@pytest.mark.parametrize("language", INTERFACE_CODES)
def test_every_letter_is_whole(drawn, language, now):
    for letter in every_letter(language, now):
        for part in letter[1:]:
            assert part.strip()
            assert not re.search(rf"{HOLE}|%\(|{{[{{%]|\bNone\b", part), letter.subject
        assert f'<html lang="{language}">' in letter.html
        assert len(letter.subject) <= 110
        assert letter.subject in letter.text
        assert "<b>ja" not in letter.html
    files = {f"email/{file.name}" for file in (TEMPLATES / "email").iterdir()}
    assert drawn == files, "let every letter happen in tests/every_letter.py"


@pytest.mark.parametrize("language", INTERFACE_CODES)
def test_in_plain_text_links_stand_alone_and_nothing_is_torn_apart(language, now):
    for letter in every_letter(language, now):
        for line in letter.text.splitlines():
            assert re.fullmatch(r"http://localhost\S+", line) or "http://localhost" not in line, line
            assert line == "-- " or line == line.rstrip(), repr(line)
        assert "\n\n\n" not in letter.text, letter.text
        assert len(re.findall(r"^-- $", letter.text, re.MULTILINE)) == 1


@pytest.mark.parametrize("language", [code for code in INTERFACE_CODES if code != "en"])
def test_no_english_is_left_in_the_other_languages(language, now):
    with transaction.atomic():
        english = set().union(*(sentences(letter) for letter in every_letter("en", now)))
        transaction.set_rollback(True)
    assert english
    for letter in every_letter(language, now):
        assert sentences(letter) & english == set(), letter.subject
