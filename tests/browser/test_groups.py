"""Somebody joins a support group from the public page and answers what its leader asks, by keyboard, fi and sv."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import press
from tests.browser.test_two_minute_form import Typist

QUESTION = "Miten vapaapäivät pidettäisiin niin, että ne auttavat?"
WORDS = {
    "fi": {
        "body": "/fi/toimielimet/jarjestojen-asiantuntijaryhma/",
        "several": "Liity useaan kerralla",
        "group": "Tukiryhmä: Omaishoitajat (3 jäsentä)",
        "join": "Liity",
        "field": "Vastaukseni",
        "send": "Lähetä vastaus",
        "thanks": "Kiitos vastauksestasi",
        "own": "Kirjeet ja eroaminen",
        "leave": "Eroa ryhmästä",
    },
    "sv": {
        "body": "/sv/organ/jarjestojen-asiantuntijaryhma/",
        "several": "Gå med i flera på en gång",
        "group": "Stödgrupp: Närståendevårdare (3 medlemmar)",
        "join": "Gå med",
        "field": "Mitt svar",
        "send": "Skicka svaret",
        "thanks": "Tack för ditt svar",
        "own": "Brev och att lämna gruppen",
        "leave": "Lämna gruppen",
    },
}


@pytest.mark.parametrize(("language", "who"), [("fi", "rahoittaja"), ("sv", "kunta")])
def test_a_group_is_joined_and_its_question_answered_by_keyboard(
    browser: Browser, demo_site: DemoSite, language: str, who: str
) -> None:
    words = WORDS[language]
    page = signed_in(browser, demo_site, who).new_page()
    typist = Typist(page)

    page.goto(demo_site.url(words["body"]))
    press(page, words["several"])
    assert faults(page) == []
    typist.tab_to(words["group"])
    typist.press("Space")
    press(page, words["join"])
    group = page.url
    assert faults(page) == []
    press(page, QUESTION)
    assert faults(page) == []
    typist.tab_to(words["field"])
    # Sent empty, the form says what is missing; what is typed then goes through.
    press(page, words["send"])
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    typist.tab_to(words["field"])
    typist.type("Sama tuttu sijainen joka kerta.")
    press(page, words["send"])
    expect(page.get_by_text(words["thanks"])).to_be_visible()
    expect(page.get_by_text("Sama tuttu sijainen joka kerta.").last).to_be_visible()

    # The demo is left as it was found.
    page.goto(group)
    press(page, words["own"])
    press(page, words["leave"])
    page.goto(group)
    expect(page.get_by_text(QUESTION)).to_have_count(0)
