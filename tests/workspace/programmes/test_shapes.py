"""Comparing shapes of a new programme on the pages of those who coordinate it."""

import re

import pytest

from raitti.core.addresses import address
from raitti.programmes.forms.shapes import sent_as
from raitti.programmes.models import ShapeStudy
from raitti.programmes.shape_telling import told_shapes
from tests.programmes.world import study_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(funded):
    return study_of(funded)


def sent(study, **changed):
    return sent_as(study.name, study.inputs) | changed


def test_a_study_shows_both_shapes_with_every_regions_share(visit, study):
    page = visit("coordinator", "shape_study", study=study.uid).content.decode()
    told = told_shapes(study.inputs, "fi")
    for region in told.regions:
        line = re.search(rf'<th scope="row">{region.name}</th>(.*?)</tr>', page, re.DOTALL)
        assert line
        assert f"({region.national.percent} %)" in line[1]
        assert f"({region.regional.percent} %)" in line[1]


def test_the_funders_reader_reads_it_and_has_nothing_to_turn(visit, study):
    answer = visit("reader", "shape_study", study=study.uid)
    assert answer.status_code == 200
    assert "<form" not in answer.content.decode().split("<main")[1].split("</main>")[0]
    assert visit("reader", "shape_study", sent(study, act="save"), study=study.uid).status_code == 403


def test_turned_figures_are_worked_out_and_kept_only_when_saved(visit, study):
    tried = visit("coordinator", "shape_study", sent(study, person_years="30"), study=study.uid)
    assert tried.status_code == 200
    assert "1 950 000" in tried.content.decode().replace("\u00a0", " ")
    study.refresh_from_db()
    assert study.inputs["person_years"] == "15"

    saved = visit("coordinator", "shape_study", sent(study, person_years="30", act="save"), study=study.uid)
    assert saved.headers["Location"] == address("shape_study", "fi", study=study.uid)
    study.refresh_from_db()
    assert study.inputs["person_years"] == "30"


def test_a_copy_leaves_the_first_as_it_was(visit, study):
    visit("coordinator", "shape_study", sent(study, name="Toinen", unit="0.5", act="copy"), study=study.uid)
    study.refresh_from_db()
    assert (study.name, study.inputs["unit"]) == ("Malli", "0.1")
    assert ShapeStudy.objects.get(name="Toinen").inputs["unit"] == "0.5"


def test_a_new_study_begins_with_the_regions_of_today(visit, funded):
    words = {"programme": funded.programme.uid}
    page = visit("coordinator", "shape_new", **words).content.decode()
    assert "Pohjois-Pohjanmaa" in page
    given = dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', page))
    given |= {"name": "Uusi", "unit": "0.1", "rule": "adams", "act": "save", "in-17": "on", "in-19": "on"}
    saved = visit("coordinator", "shape_new", given, **words)
    assert saved.status_code == 302, saved.content.decode()
    assert ShapeStudy.objects.get().inputs["rule"] == "adams"


def test_a_presence_that_does_not_fit_is_told_at_the_field_and_the_other_shape_still_shown(visit, study):
    answer = visit("coordinator", "shape_study", sent(study, **{"regional-presence": "9"}), study=study.uid)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'name="regional-presence"[^>]*aria-invalid="true"', page)
    assert 'id="map-national-title"' in page or "shape-national" in page
    assert 'name="regional-presence" value="9"' in page


def test_nothing_typed_is_lost_when_a_figure_cannot_be_taken(visit, study):
    given = sent(study, name="Toisin", person_year="paljon", act="save")
    answer = visit("coordinator", "shape_study", given, study=study.uid)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="paljon"' in page
    assert 'value="Toisin"' in page
    study.refresh_from_db()
    assert study.name == "Malli"


@pytest.mark.parametrize(("form", "starts"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_study_is_taken_along(visit, study, form, starts):
    answer = visit("reader", "shape_file", study=study.uid, form=form)
    assert answer.content.startswith(starts)
    assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
    assert visit("reader", "shape_file", study=study.uid, form="toml").status_code == 404


def test_a_study_is_removed(visit, study):
    visit("coordinator", "shape_remove", {}, study=study.uid)
    assert not ShapeStudy.objects.exists()


def test_the_programmes_page_leads_to_its_shapes(visit, funded):
    page = visit("coordinator", "own_programme", programme=funded.programme.uid).content.decode()
    assert address("shapes", "fi", programme=funded.programme.uid) in page
