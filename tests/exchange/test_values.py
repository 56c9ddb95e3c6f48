"""Single values as others write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.core.recurrence import validate
from raitti.core.texts import clean
from raitti.exchange.hsds.times import schedules_from
from raitti.exchange.known import in_order_of_parents
from raitti.exchange.people import is_pattern, looks_personal, sort_address
from raitti.exchange.values import day_of, degrees_of, email_of, phone_of, time_of, url_of, weekly


@pytest.mark.parametrize(
    "address",
    ["virve.esimerkki@example.org", "v.esimerkki@example.org", "virve_esimerkki@example.org", "virpi@example.org"],
)
def test_a_persons_address_is_recognised(address: str) -> None:
    assert looks_personal(address)
    assert sort_address(address) == ("", address)


@pytest.mark.parametrize(
    "address",
    [
        "kirjaamo@example.org",
        "kirjaamo.lappi@example.org",
        "te-palvelut.verkkotoimitus@example.org",
        "oulun.toimisto@example.org",
        "kylayhdistys1985@example.org",
        "merinova@merinova.fi",
    ],
)
def test_an_offices_address_is_public(address: str) -> None:
    assert sort_address(address) == (address, "")


def test_a_pattern_for_addresses_is_no_address() -> None:
    assert is_pattern("etunimi.sukunimi@example.org")
    assert sort_address("etunimi.sukunimi@example.org") == ("", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("08:00", time(8)),
        ("8", time(8)),
        ("15.30", time(15, 30)),
        ("4:00 PM", time(16)),
        ("3pm", time(15)),
        ("12 am", time(0)),
        ("16:15:00", time(16, 15)),
        ("24:00", time(23, 59)),
        ("25:00", None),
        ("Aukioloaikoja ei määritetty.", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, found: time | None) -> None:
    assert time_of(text) == found


@pytest.mark.parametrize("text", ["2016-05-02", "2.5.2016", "05/02/2016", "May 02, 2016", "2016-05-02T10:00:00Z"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert day_of(text) == date(2016, 5, 2)


@pytest.mark.parametrize(
    ("north", "east", "latitude", "longitude"),
    [
        ("6828019", "534397", 61.58, 27.65),
        ("6713681.46", "226646.468", 60.47, 22.03),
        ("6672253,5", "385594,1", 60.17, 24.94),
        ("65.01", "25.47", 65.01, 25.47),
    ],
)
def test_coordinates_of_the_national_map_become_degrees(
    north: str, east: str, latitude: float, longitude: float
) -> None:
    found = degrees_of(north, east)

    assert found is not None
    assert found == (pytest.approx(latitude, abs=0.01), pytest.approx(longitude, abs=0.01))


def test_coordinates_that_are_nowhere_are_not_kept() -> None:
    assert degrees_of("100", "101") is None
    assert degrees_of("x", "1") is None


def test_an_address_gets_its_scheme_and_nonsense_is_none() -> None:
    assert url_of("www.example.org") == "https://www.example.org"
    assert url_of("javascript:alert(1)") is None
    assert url_of("ftp://example.org") is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_value(text: str) -> None:
    assert "\x00" not in clean(text)
    assert clean(clean(text)) == clean(text)
    for read in (email_of, url_of, phone_of, time_of, day_of):
        read(text)  # type: ignore[operator]
    degrees_of(text, text)
    sort_address(text)


PARTS = st.dictionaries(
    st.sampled_from(
        ["freq", "byday", "bymonthday", "interval", "count", "until", "dtstart", "valid_from", "opens_at", "wkst"]
    ),
    st.one_of(
        st.sampled_from(["WEEKLY", "MONTHLY", "MO,TU", "2MO", "2026-01-01", "10:00", "0", "2,3"]), st.text(max_size=12)
    ),
)


@given(PARTS)
def test_every_rule_read_from_a_schedule_can_be_followed(parts: dict[str, str]) -> None:
    for schedule in schedules_from([parts], "fi", [].append):
        if schedule.rrule:
            validate(schedule.rrule)


@given(st.dictionaries(st.integers(0, 8).map(str), st.integers(0, 8).map(str)))
def test_parents_come_before_their_children_and_circles_are_opened_once(parents: dict[str, str]) -> None:
    order, circular = in_order_of_parents(parents, parents)

    assert sorted(order) == sorted(parents)
    seen: set[str] = set()
    for each in order:
        parent = parents[each]
        assert each in circular or parent not in parents or parent in seen
        seen.add(each)


def test_days_of_the_week_become_one_rule() -> None:
    assert weekly(["WE", "MO"], until=date(2026, 5, 31)) == "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260531"
