from datetime import date

import pytest

from raitti.core.models import AuditEntry
from raitti.core.slugs import find_by_slug
from raitti.core.texts import translated
from raitti.core.verdicts import Refused
from raitti.directory import queries as directory
from raitti.directory.models import Portal
from raitti.places.actions import import_areas, load_facts
from raitti.places.models import Area, PostalCode
from raitti.places.queries import codes_with_predecessors, find_municipality, find_place, municipalities_in
from raitti.search.models import SearchDocument
from raitti.search.queries import Query, find
from tests.conftest import NOW
from tests.factories import OrganisationFactory
from tests.places.conftest import ACTOR, municipality

pytestmark = pytest.mark.django_db


def take(path, **options):
    return import_areas(path, actor=ACTOR, now=NOW, **options)


def refusal_of(path, **options):
    """The sentences an import is refused with, after checking that it left the areas as they were."""
    before = list(Area.objects.order_by("pk").values())
    with pytest.raises(Refused) as refused:
        take(path, **options)
    assert list(Area.objects.order_by("pk").values()) == before
    return refused.value.verdict.details["sentences"]


def test_the_real_register_of_2026_says_what_the_package_says(finland, shared):
    outcome = take(shared / "fi-admin" / "municipalities-2026.csv")

    assert str(outcome) == "0 created, 0 updated, 351 unchanged, 0 refused"


def test_a_municipality_that_joins_another_ends_and_is_found_under_it(finland, register):
    kempele, oulu = municipality("Kempele"), municipality("Oulu")
    together = kempele.population + oulu.population

    outcome = take(register({kempele.code: None}), successors={kempele.code: [oulu.code]})

    kempele.refresh_from_db()
    oulu.refresh_from_db()
    assert kempele.valid_until == date(2027, 1, 1)
    assert kempele.has_ended(date(2027, 1, 1))
    assert not kempele.has_ended(date(2026, 12, 31))
    assert list(kempele.successors.all()) == [oulu]
    assert codes_with_predecessors(oulu) == [oulu.code, kempele.code]
    assert find_municipality("Kempeleessä") == oulu
    assert find_place("90440").municipality == oulu
    assert find_by_slug("municipality", "fi", "kempele") == (kempele.pk, True)
    assert oulu.population == together
    assert f"Kempele ({kempele.code}) ended on 2027-01-01 and continues in Oulu (564)." in outcome.notes
    assert (outcome.created, outcome.updated) == (0, 2)


def test_what_stands_in_a_joined_municipality_is_found_under_the_successor(finland, register):
    kempele, oulu = municipality("Kempele"), municipality("Oulu")
    club = OrganisationFactory(home_municipality=kempele, publication="published")
    portal = Portal.objects.create(key="oulu", hostname="oulu.localhost", steward=club, name=translated(fi="Oulu"))
    portal.areas.set([oulu])

    take(register({"244": None}), successors={"244": ["564"]})

    found = find(Query(text="", language="fi", kinds=("organisation",), municipalities=("564",)))
    assert [hit.object_id for hit in found.hits] == [str(club.uid)]
    assert not found.relaxed
    assert club in directory.organisations(portal)
    assert club in directory.here(Area.objects.get(pk=oulu.pk))
    club.refresh_from_db()
    assert club.home_municipality == kempele


def test_the_same_register_twice_changes_nothing_the_second_time(finland, register):
    path = register({"244": None, "564": {"municipality_name_fi": "Suur-Oulu"}})
    take(path, successors={"244": ["564"]})
    entries = AuditEntry.objects.count()

    again = take(path, successors={"244": ["564"]})

    assert (again.created, again.updated, again.refused) == (0, 0, 0)
    assert AuditEntry.objects.count() == entries


def test_mergers_of_mergers_are_followed_to_the_end(finland, register):
    take(register({"507": None}), successors={"507": ["491"]})

    mikkeli = municipality("Mikkeli")
    assert codes_with_predecessors(mikkeli) == ["491", "507", "588"]
    assert find_municipality("Pertunmaa") == mikkeli
    assert list(municipalities_in([Area.objects.get(kind="municipality", code="588")])) == [mikkeli]
    assert PostalCode.objects.get(code="19430").municipality == mikkeli


def test_a_new_municipality_begins_and_takes_its_place_from_what_joined_it(finland, register):
    new = {"municipality_name_fi": "Lakeus", "municipality_name_sv": "Lakeus", "municipality_name_en": "Lakeus"}
    home = {"maakunta_code": "17", "maakunta_name_fi": "Pohjois-Pohjanmaa", "maakunta_name_sv": "Norra Österbotten"}
    home |= {"maakunta_name_en": "North Ostrobothnia", "hyvinvointialue_code": "19"}
    home |= {f"hyvinvointialue_name_{code}": name for code, name in county_names("19").items()}

    take(register({"425": None, "436": None, "999": {**new, **home, "predecessors": "425 436"}}))

    lakeus, liminka = municipality("Lakeus"), Area.objects.get(kind="municipality", code="425")
    assert lakeus.valid_from == date(2027, 1, 1)
    assert lakeus.region.code == "17"
    assert (lakeus.grid_x, lakeus.grid_y) == (liminka.grid_x, liminka.grid_y)
    assert lakeus.population == sum(a.population for a in lakeus.predecessors.all())
    assert lakeus.slugs["fi"] == "lakeus"


def test_an_unnamed_successor_is_guessed_nearby_and_reported(finland, register):
    outcome = take(register({"244": None}))

    kempele = Area.objects.get(kind="municipality", code="244")
    assert [area.region.code for area in kempele.successors.all()] == ["17"]
    assert any(note.startswith("Guessed that Kempele (244) continues in") for note in outcome.notes)


def test_a_renamed_municipality_keeps_its_old_address(finland, register):
    take(register({"564": {"municipality_name_fi": "Suur-Oulu"}}))

    oulu = Area.objects.get(kind="municipality", code="564")
    assert oulu.slugs["fi"] == "suur-oulu"
    assert find_by_slug("municipality", "fi", "oulu") == (oulu.pk, False)
    assert oulu.name_in("sv").value == "Uleåborg"


def test_a_municipality_may_move_to_another_region_and_a_region_may_end(finland, register):
    kainuu = [a.code for a in Area.objects.current().municipalities().filter(region__code="18")]
    to = {"maakunta_code": "17", "maakunta_name_fi": "Pohjois-Pohjanmaa", "maakunta_name_sv": "Norra Österbotten"}
    to |= {"maakunta_name_en": "North Ostrobothnia"}

    outcome = take(register(dict.fromkeys(kainuu, to)))

    ended = Area.objects.get(kind="region", code="18")
    assert ended.valid_until == date(2027, 1, 1)
    assert [area.code for area in ended.successors.all()] == ["17"]
    assert municipality("Kajaani").region.code == "17"
    assert outcome.updated == len(kainuu) + 1


def test_a_later_register_is_not_undone_by_the_packaged_facts(finland, register):
    take(register({"244": None, "564": {"municipality_name_fi": "Suur-Oulu"}}), successors={"244": ["564"]})

    outcome = load_facts(actor=ACTOR, now=NOW)

    assert (outcome.created, outcome.updated) == (0, 0)
    assert municipality("Suur-Oulu").code == "564"
    assert not Area.objects.current().filter(kind="municipality", code="244").exists()


def test_a_dry_run_tells_what_would_change_and_changes_nothing(finland, register):
    outcome = take(register({"244": None}), dry_run=True)

    assert outcome.updated == 2
    assert municipality("Kempele").valid_until is None


def test_the_index_knows_a_joined_municipality_only_under_its_successor(finland, register):
    take(register({"244": None}), successors={"244": ["564"]})

    rows = {row.object_id: row for row in SearchDocument.objects.filter(kind="municipality", language="fi")}
    assert len(rows) == 307
    assert "244" not in rows
    assert "Kempele" in rows["564"].data["former"]
    assert "kempele" in rows["564"].words_name


def test_a_register_older_than_the_areas_is_refused(finland, register):
    assert "2019" in refusal_of(register(year="2019.0"))[0]


def test_a_file_cut_short_is_refused_with_its_line(finland, register, tmp_path):
    content = register().read_bytes()
    cut = tmp_path / "cut.csv"
    cut.write_bytes(content[: len(content) // 2])

    lines = content[: len(content) // 2].count(b"\n")

    assert refusal_of(cut)[0].startswith(f"Line {lines + 1}:")


def test_a_file_cut_short_between_two_rows_is_refused_too(finland, register, tmp_path):
    cut = tmp_path / "cut.csv"
    cut.write_text("".join(register().read_text(encoding="utf-8").splitlines(keepends=True)[:150]), encoding="utf-8")

    assert "cut short" in refusal_of(cut)[0]


def test_a_file_in_the_wrong_encoding_is_refused_with_its_line(finland, register, tmp_path):
    latin = tmp_path / "latin.csv"
    latin.write_bytes(register().read_text(encoding="utf-8").replace("š", "s").encode("latin-1", "replace"))

    first_line = 1 + register().read_text(encoding="utf-8").split("ä")[0].count("\n")
    assert refusal_of(latin)[0].startswith(f"Line {min(first_line, 2)}:")


def test_a_byte_order_mark_is_skipped_and_said(finland, register, tmp_path):
    marked = tmp_path / "marked.csv"
    marked.write_bytes(b"\xef\xbb\xbf" + register().read_bytes())

    assert "byte order mark" in take(marked).notes[0]


def test_a_missing_column_is_named(finland, register, tmp_path):
    path = tmp_path / "columns.csv"
    path.write_text(register().read_text(encoding="utf-8").replace("maakunta_code", "county", 1), encoding="utf-8")

    assert refusal_of(path) == ["Line 1: the column maakunta_code is missing."]


def test_every_wrong_row_is_told_with_its_line(finland, register):
    changes = {"005": {"kielisuhde_code": "7"}, "009": {"maakunta_code": "Lappi"}}

    first, second = refusal_of(register(changes))

    assert first.startswith("Line 2: kielisuhde_code")
    assert second.startswith("Line 3: maakunta_code")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xff\xfe1\x002\x00", b'"unclosed\n', b"a,b\n1,2\n"])
def test_what_is_no_register_is_refused_with_a_line(finland, tmp_path, content):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)

    assert refusal_of(path)[0].startswith("Line 1")


def test_a_missing_file_is_refused_in_words(finland, tmp_path):
    assert "could not be read" in refusal_of(tmp_path / "nothing.csv")[0]


@pytest.mark.parametrize(
    ("successors", "reason"),
    [
        ({"564": ["091"]}, "564 cannot have a successor: the register still has it."),
        ({"998": ["091"]}, "998 cannot have a successor: there is no such municipality."),
        ({"244": ["997"]}, "997 cannot continue 244: the register does not have it."),
    ],
)
def test_a_successor_that_cannot_be_is_refused(finland, register, successors, reason):
    assert reason in refusal_of(register({"244": None}), successors=successors)


def county_names(code):
    county = Area.objects.get(kind="county", code=code)
    return {language: county.name_in(language).value for language in ("fi", "sv", "en")}
