"""A kept study asks the same for ever: whatever became of its JSON, its form or its regions."""

import json

import pytest

from raitti.planning.shapes import compare_shapes
from raitti.programmes.forms.shapes import ShapesForm, sent_as
from raitti.programmes.shape_inputs import MEASURES, terms_of, usual_inputs

COUNTS = {
    "19": dict(zip(MEASURES, (175_000, 10, 2, 21, 129), strict=True)),
    "01": dict(zip(MEASURES, (1_700_000, 90, 0, 26, 47), strict=True)),
    "17": dict(zip(MEASURES, (416_000, 77, 3, 30, 84), strict=True)),
}
NAMES = {"01": "Uusimaa", "17": "Pohjois-Pohjanmaa", "19": "Lappi"}


def form_of(inputs, **changed):
    kept = sent_as("Malli", inputs)
    return ShapesForm(NAMES, kept | changed, before=kept)


def test_the_order_in_which_a_database_gives_the_regions_back_changes_nothing():
    inputs = usual_inputs(COUNTS)
    turned = json.loads(json.dumps(inputs, sort_keys=True))
    assert list(inputs["regions"]) != list(turned["regions"])
    assert compare_shapes(terms_of(inputs)) == compare_shapes(terms_of(turned))


def test_what_a_form_keeps_is_what_it_was_given():
    inputs = usual_inputs(COUNTS)
    inputs["regions"]["01"] |= {"in": False, "host": "Yhdistys ry"}
    inputs["national"]["presence"] = "0.25"
    form = form_of(inputs)
    assert form.is_valid(), form.errors
    assert form.inputs() == inputs


def test_a_region_that_takes_no_part_gets_nothing_but_keeps_its_figures():
    inputs = usual_inputs(COUNTS)
    inputs["regions"]["01"]["in"] = False
    assert [region.name for region in terms_of(inputs).regions] == ["17", "19"]


def test_one_host_written_in_two_ways_is_one_host():
    inputs = usual_inputs(COUNTS)
    inputs["coordinator"] = "Keskus ry"
    inputs["regions"]["17"]["host"] = "keskus  RY "
    assert terms_of(inputs).hosts("regional") == 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"money": "900 000"}, "person_years"),
        ({"person_years": ""}, "person_years"),
        ({"person_years": "0"}, "person_years"),
        ({"person_year": "paljon"}, "person_year"),
        ({"person_year": "0"}, "person_year"),
        ({"regional-coordination": "101"}, "regional-coordination"),
        ({"national-overhead": "-1"}, "national-overhead"),
        ({f"weight-{measure}": "0" for measure in MEASURES}, "weight-population"),
        ({f"in-{code}": "" for code in NAMES}, "in-01"),
        ({"structures-17": "4"}, "structures-17"),
        ({"population-17": ""}, "population-17"),
        ({"person_years": "1500", "unit": "0.05"}, "unit"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_compared_is_refused_at_its_field(changed, field):
    form = form_of(usual_inputs(COUNTS), **changed)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_presence_that_does_not_fit_is_told_at_its_field_with_what_it_takes():
    form = form_of(usual_inputs(COUNTS), **{"regional-presence": "5"})
    assert form.is_valid()
    form.tell_lacks(compare_shapes(terms_of(form.inputs())))
    # 975 000 less 4 hosts of 12 000 and 117 000 pays 12.4 person-years; three times five are 15.
    [told] = form.errors["regional-presence"]
    assert "15" in told
    assert "12" in told
    assert "2" in told
    assert "national-presence" not in form.errors


def test_hosts_that_cost_more_than_there_is_are_told_at_their_costs():
    form = form_of(usual_inputs(COUNTS), **{"national-overhead": "2000000", "national-presence": "0"})
    assert form.is_valid()
    form.tell_lacks(compare_shapes(terms_of(form.inputs())))
    assert list(form.errors) == ["national-overhead"]


def test_the_table_of_regions_is_open_only_while_somebody_works_in_it():
    inputs = usual_inputs(COUNTS)
    assert not form_of(inputs, person_years="20").rows_are_open
    assert form_of(inputs, **{"population-17": "5"}).rows_are_open
    assert form_of(inputs, **{"in-17": None}).rows_are_open
