"""What readers find, and what they are told when they do not."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from raitti.search import actions
from raitti.search.entries import Entry, Term
from raitti.search.queries import Answer, Query, complete, find, find_many

pytestmark = pytest.mark.django_db


def titles(answer: Answer) -> list[str]:
    return [hit.plain_title for hit in answer.hits]


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    "text",
    [
        "näkövammaisten vertaistuki Oulussa",
        "näkövammaisille vertaistukea Oulu",
        "näkövammaisten vertaistukiryhmä oulussa",
        "vertaistuki näkövammainen oulu",
        "OULUN NÄKÖVAMMAISTEN VERTAISTUET",
        "nakovammaisten vertaistuki oulussa",
        "näkövamaisten vertastuki Ouluss",
        "vertaistukea näkövammaiselle Uleåborgissa",
        "oulusta tukiryhmää näkövammaisille",
    ],
)
def test_any_reasonable_form_finds_peer_support_for_the_visually_impaired_in_oulu(text: str) -> None:
    assert titles(find(Query(text)))[0] == "Oulun seudun Valokeila ry"


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("text", ["teatteri", "teattereita", "kaupunki", "kaupunginteattereissa", "nuoret"])
def test_a_compound_is_found_by_itself_and_by_its_parts(text: str) -> None:
    assert "Lasten ja nuorten kaupunginteatteri" in titles(find(Query(text)))


@pytest.mark.usefixtures("index")
def test_the_place_named_comes_before_things_in_it() -> None:
    assert titles(find(Query("oulu")))[0] == "Oulu"


@pytest.mark.usefixtures("index")
def test_each_thing_is_shown_once_in_the_language_of_the_reader_or_the_one_it_has() -> None:
    assert titles(find(Query("kaupunginteatteri", "fi"))) == ["Lasten ja nuorten kaupunginteatteri"]
    assert titles(find(Query("stadsteatern", "sv"))) == ["Barnens stadsteater"]
    assert find(Query("stadsteater", "fi")).total == 0 or "Barnens stadsteater" not in titles(
        find(Query("stadsteater"))
    )
    assert titles(find(Query("kaupunginteatteri", "en"))) == ["Lasten ja nuorten kaupunginteatteri"]
    assert len(find(Query("", "fi")).hits) == 5


@pytest.mark.usefixtures("index")
def test_a_swedish_only_association_is_found_with_its_own_words_from_the_finnish_page() -> None:
    assert titles(find(Query("stödgruppen", "fi"))) == ["Kamratstöd för synskadade i Vasa"]


@pytest.mark.usefixtures("index")
def test_a_result_says_why_it_matched() -> None:
    hit = find(Query("vertaistuki oulussa")).hits[0]
    assert ("Oulun", True) in hit.title
    assert ("Vertaistukea", True) in hit.snippet
    assert hit.why == ("vertaistuki", "oulussa")
    assert "".join(text for text, _ in hit.snippet).startswith("Vertaistukea näkövammaisille")


@pytest.mark.usefixtures("index")
def test_typing_mistakes_are_mended_and_told() -> None:
    answer = find(Query("kaupunginteateri"))
    assert titles(answer) == ["Lasten ja nuorten kaupunginteatteri"]
    assert answer.corrected[0][0] == "kaupunginteateri"


@pytest.mark.usefixtures("index")
def test_within_a_filter_any_value_will_do_and_between_filters_all_must_hold() -> None:
    both = find(Query("", municipalities=["564", "698"]))
    assert both.total == 3
    narrowed = find(Query("", municipalities=["564", "698"], kinds=["organisation"]))
    assert set(titles(narrowed)) == {"Oulun seudun Valokeila ry", "Rovaniemen Sydänystävät ry"}
    assert find(Query("", kinds=["service"], municipalities=["698"])).total == 0


@pytest.mark.usefixtures("index")
def test_a_filters_counts_leave_its_own_choice_out_so_that_it_can_be_widened() -> None:
    facets = find(Query("", municipalities=["698"], kinds=["organisation"])).facets
    assert dict(facets["municipality"]) == {"564": 1, "698": 1, "905": 1}
    assert dict(facets["kind"]) == {"organisation": 1}
    assert dict(facets["topic"]) == {"sydan": 1}


@pytest.mark.usefixtures("index")
def test_a_portal_shows_its_own_areas_only() -> None:
    assert titles(find(Query("vertaistuki", portals=["lappi"]))) == ["Rovaniemen Sydänystävät ry"]


@pytest.mark.usefixtures("index")
def test_nearness_filters_measures_and_sorts() -> None:
    oulu = (65.01, 25.47)
    near = find(Query("vertaistuki", near=oulu, within_km=50))
    assert titles(near) == ["Oulun seudun Valokeila ry"]
    assert near.hits[0].distance_km == pytest.approx(0.3, abs=0.3)
    everything = find(Query("vertaistuki", near=(66.5, 25.7), order="distance"))
    assert titles(everything)[0] == "Rovaniemen Sydänystävät ry"
    assert find(Query("vertaistuki", near=oulu, within_km=300)).total == 2


@pytest.mark.usefixtures("index")
def test_nothing_with_all_the_words_gives_what_has_most_of_them_and_says_so() -> None:
    answer = find(Query("vertaistuki raketti"))
    assert answer.relaxed == "words"
    assert answer.complete == 0
    assert "Oulun seudun Valokeila ry" in titles(answer)


@pytest.mark.usefixtures("index")
def test_nothing_in_the_area_gives_what_there_is_elsewhere_and_says_so() -> None:
    answer = find(Query("kaupunginteatteri", municipalities=["698"]))
    assert answer.relaxed == "area"
    assert titles(answer) == ["Lasten ja nuorten kaupunginteatteri"]
    assert find(Query("kaupunginteatteri", kinds=["organisation"])).relaxed == "filters"


@pytest.mark.usefixtures("index")
def test_other_words_for_the_same_and_narrower_words_are_looked_for_and_told() -> None:
    actions.put_terms(
        "test",
        [
            Term(language="fi", label="näkövammaiset", also=["sokeat", "huononäköiset"]),
            Term(language="fi", label="esittävä taide", narrower=["teatteri"]),
        ],
    )
    assert titles(find(Query("sokeille")))[0] == "Oulun seudun Valokeila ry"
    assert find(Query("sokeille")).also == ("näkövammaiset",)
    assert "Lasten ja nuorten kaupunginteatteri" in titles(find(Query("esittävää taidetta")))
    actions.put_terms("test", [])
    assert find(Query("sokeille")).total == 0


@pytest.mark.usefixtures("index")
def test_names_and_words_go_on_as_the_reader_types() -> None:
    assert "Oulun seudun Valokeila ry" in complete("valok", "fi")
    assert any("sydän" in suggestion.lower() for suggestion in complete("sydan", "fi"))
    assert complete("", "fi") == []
    assert complete('"*', "fi") == []


@pytest.mark.usefixtures("index")
def test_pages_do_not_repeat_or_skip() -> None:
    pages = [titles(find(Query("", per_page=2, page=page, order="title"))) for page in (1, 2, 3, 4)]
    flat = [title for page in pages for title in page]
    assert len(flat) == len(set(flat)) == 5
    assert pages[3] == []
    assert flat[0] == "Kamratstöd för synskadade i Vasa"
    assert len(find_many(Query("", per_page=2), limit=5).hits) == 5


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    "text",
    ['"', "*", "NEAR(oulu)", "words_name:oulu", "-oulu", "oulu OR 1=1", "'; DROP TABLE x", "{{ 7*7 }}", "%", "()",
     "^oulu", "oulu AND NOT", "\x00", "\ud800", "🦔🦔", "مرحبا بالعالم", "\u202eulu", "a" * 100_000, "oulu " * 5_000],
)  # fmt: skip
def test_nothing_typed_is_syntax(text: str) -> None:
    answer = find(Query(text))
    assert answer.total >= 0
    complete(text, "fi")


@tuned(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.text(max_size=120), language=st.sampled_from(["fi", "sv", "en"]))
def test_any_text_has_an_answer(index: None, text: str, language: str) -> None:
    find(Query(text, language))
    complete(text, language)


FORMS = [
    ("yhdistys", "yhdistyksessämme"),
    ("kerho", "kerhoihin"),
    ("nuori", "nuorille"),
    ("vanhus", "vanhusten"),
    ("ystävä", "ystäviä"),
    ("kahvila", "kahviloissa"),
    ("retki", "retkille"),
    ("käsityö", "käsitöitä"),
    ("Kuhmo", "Kuhmossa"),
    ("Inari", "Inarissa"),
    ("omaishoitaja", "omaishoitajien"),
    ("lapsiperhe", "lapsiperheet"),
]


@tuned(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(words=st.lists(st.sampled_from(FORMS), min_size=1, max_size=4, unique=True))
def test_what_is_put_is_found_by_any_form_of_the_words_of_its_title(index: None, words: list[tuple[str, str]]) -> None:
    actions.put([Entry(kind="organisation", object_id="new", language="fi", title=" ".join(base for base, _ in words))])
    for _, form in words:
        assert "new" in [hit.object_id for hit in find(Query(form)).hits]
    actions.drop("organisation", "new")


def test_beyond_ten_thousand_the_total_is_not_exact(db: None) -> None:
    actions.put(
        Entry(kind="service", object_id=str(n), language="fi", title="Kerho", facets={"municipality": [str(n % 3)]})
        for n in range(10_050)
    )
    answer = find(Query("kerho"))
    assert (answer.total, answer.total_is_exact, len(answer.hits)) == (10_000, False, 20)
    narrowed = find(Query("kerho", municipalities=["1"]))
    assert (narrowed.total, narrowed.total_is_exact) == (3350, True)


@pytest.mark.usefixtures("index")
def test_little_words_in_a_vocabulary_are_not_looked_for_by_themselves() -> None:
    actions.put_terms("test", [Term(language="fi", label="omaiset", also=["vertaistuki ja läheiset"])])
    hit = find(Query("omaisille")).hits[0]
    marked = [text for text, is_match in hit.snippet if is_match]
    assert marked == ["Vertaistukea", "läheisilleen"]


def about(number: str, title: str, **more: object) -> Entry:
    return Entry(kind="service", object_id=number, language="fi", title=title, **more)  # type: ignore[arg-type]


def test_what_rests_or_has_ended_is_found_after_what_runs_and_answers_as_well() -> None:
    actions.put(
        [
            about("1", "Neulekerho", is_resting=True),
            about("2", "Neulekerho"),
            about("3", "Kirjakerho", body="Joskus neulotaan, sillä neulekerhoa ei ole."),
        ]
    )
    found = find(Query("neulekerho")).hits
    assert [hit.object_id for hit in found] == ["2", "1", "3"]


@pytest.mark.parametrize("text", ["omaishoitajat Kuusamosta", "kuusamon omaishoitaja", "omaishoitajille Kuusamossa"])
def test_who_names_a_municipality_gets_what_is_there_first(text: str) -> None:
    actions.put(
        [
            Entry(kind="municipality", object_id="305", language="fi", title="Kuusamo"),
            about("1", "Omaishoitajien vertaisryhmä", keywords=["Rovaniemi"]),
            about("2", "Omaishoitajien iltapäivä", keywords=["Oulu"]),
            about("3", "Keskiviikkokahvit", body="Mukaan ovat tervetulleita omaishoitajatkin.", keywords=["Kuusamo"]),
        ]
    )
    assert titles(find(Query(text)))[0] == "Keskiviikkokahvit"


def test_a_real_word_nobody_has_written_is_not_taken_for_a_slip_but_leads_to_its_family() -> None:
    actions.put([about("1", "Kuulolähipalvelu", body="Neuvomme kuulokojeen käytössä."), about("2", "Neulontailta")])
    answer = find(Query("neulominen"))
    assert answer.corrected == ()
    assert titles(answer) == ["Neulontailta"]


def test_other_words_that_were_looked_for_are_told_in_the_readers_language() -> None:
    actions.put_terms(
        "trial",
        [
            Term(language="fi", label="muistisairaus", also=["dementia"]),
            Term(language="en", label="memory disorder", also=["dementia"]),
        ],
    )
    actions.put([about("1", "Muistisairauden kanssa"), about("2", "Memory disorder group")])
    assert find(Query("dementia", "fi")).also == ("muistisairaus",)


# As residents typed them in a trial on the demo's entries: what they must find first.
TYPED = [
    ("veraistuki", "Vertaistukiryhmä"), ("vertaistukiryhmiin", "Vertaistukiryhmä"),
    ("vertais tuki", "Vertaistukiryhmä"), ("ruoka apua", "Ruoka-apu ja leipäjono"),
    ("näkövammaistenkerho", "Näkövammaisten kerho"), ("nakovammaiset", "Näkövammaisten kerho"),
    ("omaihoitaja", "Omaishoitajien kahvila"), ("omaishoitajille kahvila", "Omaishoitajien kahvila"),
    ("omaishoitajienkahvila", "Omaishoitajien kahvila"), ("digitukea mummille", "Digituki kirjastossa"),
    ("digitki", "Digituki kirjastossa"), ("ruokaapu", "Ruoka-apu ja leipäjono"),
    ("mielentervyes", "Mielenterveysyhdistys"), ("mielenterveyskuntoutujat", "Mielenterveysyhdistys"),
    ("jumppaa senioreille", "Tuolijumppa senioreille"), ("suruyhmä", "Sururyhmä"), ("sureville ryhmä", "Sururyhmä"),
    ("jalkapalloa tytöille", "Tyttöjen jalkapallo"), ("tytot jalkapallo", "Tyttöjen jalkapallo"),
    ("shakkia", "Shakkikerho"), ("kuorossa laulaminen", "Sekakuoro laulaa"), ("kylätalolla", "Kylätalon vuokraus"),
    ("kylatalo", "Kylätalon vuokraus"), ("maahanmuuttajat suomi", "Suomen kieltä maahanmuuttajille"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "first"), TYPED)
def test_what_residents_type_leads_to_what_they_mean(typed: str, first: str) -> None:
    actions.put(about(str(number), title) for number, title in enumerate(dict.fromkeys(title for _, title in TYPED)))
    assert titles(find(Query(typed)))[0] == first
