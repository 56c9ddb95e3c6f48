"""What people are told becomes of an activity."""

import pytest

from raitti.programmes.choices import decision_as_told, last_at_work

MONTHS = [
    {"month": "2020-10", "fte_at_work": 2},
    {"month": "2020-11", "fte_at_work": 1},
    {"month": "2020-12", "fte_at_work": 0},
]


@pytest.mark.parametrize(
    ("decision", "level", "last", "expected"),
    [
        ("narrow", "full", "2020-11", "continue"),  # only the month of the last leaves is left
        ("narrow", "full", "2020-10", "narrow"),
        ("narrow", "vain digi", "2020-11", "narrow"),
        ("stop", None, None, "stop"),
        ("not_started", None, None, "not_started"),
        ("continue", "full", "2020-08", "continue"),
    ],
)
def test_what_runs_in_full_as_long_as_anybody_is_at_work_is_told_to_go_on(decision, level, last, expected):
    assert decision_as_told(decision, level=level, last=last, at_work=last_at_work(MONTHS)) == expected


def test_a_plan_without_any_staff_is_told_as_it_is():
    months = [{"month": "2020-11", "fte_at_work": 0}, {"month": "2020-12", "fte_at_work": 0}]
    assert decision_as_told("narrow", level="full", last="2020-12", at_work=last_at_work(months)) == "narrow"
