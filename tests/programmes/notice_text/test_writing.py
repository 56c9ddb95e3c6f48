"""What a notice says in each language, by what there is to tell."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from raitti.programmes.notice_text.drafting import WRITERS
from raitti.programmes.notice_text.material import LivesOn, Material, Work

NOVEMBER, DECEMBER = 2026 * 12 + 10, 2026 * 12 + 11
CUT = Material(
    project="Kylät yhdessä",
    host="Kylätalo ry",
    decider="Ministeriö",
    proposer="Avustuskeskus",
    year=2026,
    applied=Decimal(180_000),
    proposed=Decimal(120_000),
    decided=Decimal(120_000),
    decided_on=date(2026, 2, 6),
    covers=9,
    asked_months=12,
    ends=DECEMBER,
    works_until=NOVEMBER,
    hoped_until=DECEMBER,
    goes_on=(Work(name="Kuntakierros", last=NOVEMBER),),
    ends_early=(
        Work(name="Kurssit", last=2026 * 12 + 2, why="money"),
        Work(name="Kyselyt", last=2026 * 12 + 5, why="needs", needs=("Kurssit",)),
    ),
    not_begun=(Work(name="Messut", why="money_and_staff"),),
    lives_on=(
        LivesOn(name="Neuvottelukunta", state="offered", receiver="Hyvinvointialue", due=date(2026, 11, 30)),
        LivesOn(name="Opas", state="ended"),
    ),
    email="kylat@esimerkki.example",
)


def finnish(told: Material) -> str:
    return WRITERS["fi"].write(told)[1]


def test_a_cut_is_told_in_finnish_from_the_decision_to_the_thanks() -> None:
    title, text = WRITERS["fi"].write(CUT)
    assert title == "Muutoksia toimintaan vuonna 2026: Kylät yhdessä"
    for sentence in (
        "Ministeriö teki avustuspäätöksen 6.2.2026.",
        "Avustuskeskus ehdotti 120 000 euroa. Päätös vahvisti ehdotuksen.",
        "Avustus on tarkoitettu yhdeksäksi kuukaudeksi koko vuoden sijaan.",
        "Hankkeen toiminta jatkuu marraskuuhun 2026. Viimeiset lomat pidetään joulukuussa, ja siihen hanke päättyy.",
        "Uutta toimintaa emme tänä aikana aloita.",
        "- Kurssit, maaliskuuhun 2026 – raha ei riitä",
        "- Kyselyt, kesäkuuhun 2026 – se tarvitsisi toimintaa, joka ei jatku: Kurssit",
        "Mitä emme aloita\n\nRaha ja työaika eivät riitä.\n\n- Messut",
        "- Neuvottelukunta: vastuun ottaa Hyvinvointialue, viimeistään 30.11.2026",
        "- Opas: päättyy hankkeen mukana",
        "Kysy lisää: kylat@esimerkki.example",
    ):
        assert sentence in text
    assert text.endswith("Kylät yhdessä\nKylätalo ry")


def test_money_of_earlier_years_that_carries_the_whole_year_is_good_news() -> None:
    told = replace(
        CUT, decided=Decimal(7_500), ends_early=(), not_begun=(), works_until=NOVEMBER, carried=True, carried_most=True
    )
    title, text = WRITERS["fi"].write(told)
    assert title == "Hanke jatkuu suunnitellusti vuoden 2026 loppuun: Kylät yhdessä"
    assert "se kattaa toiminnan vuoden 2026 loppuun" in text
    assert "Mikään ei katkea" in text
    assert "Päätös oli 7 500 euroa. Saimme siis 172 500 euroa vähemmän kuin haimme." in text


def test_what_there_is_nothing_of_has_no_heading() -> None:
    text = finnish(replace(CUT, ends_early=(), not_begun=(), lives_on=(), goes_on=()))
    for heading in ("Mikä jatkuu", "Mikä päättyy aiemmin", "Mitä emme aloita", "Mitä jää elämään", "Mikä supistuu"):
        assert heading not in text


def test_before_a_decision_only_what_is_prepared_for_is_told() -> None:
    text = finnish(replace(CUT, decided=None, decided_on=None))
    assert "Avustuspäätöstä ei ole vielä tehty." in text
    assert "Se on kolmanneksen vähemmän kuin haimme." in text
    assert "Saimme" not in text


@pytest.mark.parametrize("language", WRITERS)
@pytest.mark.parametrize("binding", ["money", "staff", "money_and_staff", "time", "needs", "worth", "order", ""])
def test_every_reason_has_its_words_in_every_language(language: str, binding: str) -> None:
    told = replace(CUT, stops=(Work(name="Kerho", why=binding),), narrows=(Work(name="Neuvonta", level="etänä"),))
    title, text = WRITERS[language].write(told)
    assert title
    assert "Kerho" in text
    assert "{" not in text


def test_swedish_and_english_write_days_and_amounts_in_their_own_way() -> None:
    assert "den 6 februari 2026" in WRITERS["sv"].write(CUT)[1]
    assert "nio månader i stället för hela året" in WRITERS["sv"].write(CUT)[1]
    assert "on 6 February 2026" in WRITERS["en"].write(CUT)[1]
    assert "€120,000" in WRITERS["en"].write(CUT)[1]


@pytest.mark.parametrize("language", WRITERS)
def test_all_languages_have_the_same_sentences(language: str) -> None:
    assert WRITERS[language].sentences.keys() == WRITERS["fi"].sentences.keys()
    assert WRITERS[language].reasons.keys() == WRITERS["fi"].reasons.keys()
    assert WRITERS[language].shared_reasons.keys() == WRITERS["fi"].shared_reasons.keys()
