"""Days follow the rule, and the words say what the days do."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.core.recurrence import in_words, next_dates, validate

START = date(2026, 9, 1)  # a Tuesday
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
dates = st.dates(date(2020, 1, 1), date(2030, 12, 31))
weekly = st.builds(
    lambda days, interval: f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(days)}",
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True),
    st.integers(1, 8),
)
daily = st.integers(1, 40).map(lambda interval: f"FREQ=DAILY;INTERVAL={interval}")
monthly = st.one_of(
    st.builds("FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from([1, 2, 3, 4, -1]), st.sampled_from(DAYS)),
    st.integers(1, 28).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
)
rules = st.one_of(weekly, daily, monthly, st.just("FREQ=YEARLY"))


@given(rules, dates, st.integers(0, 3000))
def test_looking_from_later_finds_the_same_days_as_counting_from_the_start(rule, start, wait):
    after = start + timedelta(days=wait)
    counted = f"{rule};COUNT=10000"  # a counted rule is always followed from its first day

    assert next_dates(rule, start, after=after, count=4) == next_dates(counted, start, after=after, count=4)


@given(rules, dates, dates, st.integers(0, 5))
def test_days_come_in_order_and_never_too_early(rule, start, after, count):
    days = next_dates(rule, start, after=after, count=count)

    assert len(days) == count
    assert days == sorted(set(days))
    assert all(day >= max(start, after) for day in days)


@given(rules, dates)
def test_an_excepted_day_is_left_out_and_the_next_takes_its_turn(rule, start):
    first, second, third = next_dates(rule, start, after=start, count=3)

    assert next_dates(rule, start, [second], after=start, count=2) == [first, third]


@given(rules, dates, st.sampled_from(["fi", "sv", "en"]))
def test_every_rule_has_words_without_a_trace_of_the_rule(rule, start, language):
    words = in_words(rule, start, opens=time(17), closes=time(19), language=language)

    assert words.strip() == words
    assert "=" not in words
    assert "None" not in words


@given(weekly, dates, st.sampled_from(["fi", "sv", "en"]))
def test_different_weeks_sound_different(rule, start, language):
    other = rule.replace("INTERVAL=", "INTERVAL=1")

    assert in_words(rule, start, language=language) != in_words(other, start, language=language)


def test_an_empty_rule_happens_once():
    assert next_dates("", START, after=START, count=3) == [START]
    assert next_dates("", START, after=START + timedelta(days=1)) == []
    assert next_dates("", START, [START], after=START) == []


def test_the_last_day_belongs_to_the_rule_and_ends_it():
    rule = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260915T205959Z"

    assert next_dates(rule, START, after=START, count=9) == [START, date(2026, 9, 8), date(2026, 9, 15)]


def test_a_counted_rule_counts_days_that_are_left_out():
    rule = "FREQ=WEEKLY;BYDAY=TU;COUNT=3"

    assert next_dates(rule, START, [date(2026, 9, 8)], after=START, count=9) == [START, date(2026, 9, 15)]


def test_a_counted_rule_that_has_run_out_stays_so():
    rule = "FREQ=WEEKLY;BYDAY=TU;COUNT=3"

    assert next_dates(rule, START, after=date(2026, 9, 15)) == [date(2026, 9, 15)]
    assert next_dates(rule, START, after=date(2026, 9, 16)) == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=often",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYHOUR=17",
        "every tuesday",
        "BYDAY=TU",
        "FREQ=MONTHLY;BYSETPOS=400",
    ],
)
def test_a_rule_nobody_can_follow_is_refused(rule):
    with pytest.raises(ValueError):
        validate(rule)


WORDS = [
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "joka toinen tiistai klo 17–19",
        "varannan tisdag kl. 17–19",
        "every other Tuesday 17:00–19:00",
    ),
    ("FREQ=WEEKLY", "tiistaisin klo 17–19", "tisdagar kl. 17–19", "Tuesdays 17:00–19:00"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "arkisin klo 17–19", "vardagar kl. 17–19", "on weekdays 17:00–19:00"),
    (
        "FREQ=WEEKLY;BYDAY=FR,MO,WE",
        "ma, ke ja pe klo 17–19",
        "mån, ons och fre kl. 17–19",
        "Mon, Wed and Fri 17:00–19:00",
    ),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "ma–to klo 17–19", "mån–tors kl. 17–19", "Mon–Thu 17:00–19:00"),
    (
        "FREQ=WEEKLY;BYDAY=WE,TH",
        "keskiviikkoisin ja torstaisin klo 17–19",
        "onsdagar och torsdagar kl. 17–19",
        "Wednesdays and Thursdays 17:00–19:00",
    ),
    (
        "FREQ=MONTHLY;BYDAY=1TH",
        "kuukauden ensimmäinen torstai klo 17–19",
        "första torsdagen varje månad kl. 17–19",
        "the first Thursday of the month 17:00–19:00",
    ),
    (
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TH;BYSETPOS=-1",
        "joka toisen kuukauden viimeinen torstai klo 17–19",
        "sista torsdagen varannan månad kl. 17–19",
        "the last Thursday of every other month 17:00–19:00",
    ),
    (
        "FREQ=WEEKLY;BYDAY=TU;BYMONTH=9,10,11,12,1,2,3,4,5",
        "tiistaisin klo 17–19 syys–toukokuussa",
        "tisdagar kl. 17–19 september–maj",
        "Tuesdays 17:00–19:00 from September to May",
    ),
    (
        "FREQ=YEARLY;BYMONTH=8;BYDAY=1SA",
        "joka vuosi elokuun ensimmäinen lauantai klo 17–19",
        "varje år första lördagen i augusti kl. 17–19",
        "every year on the first Saturday of August 17:00–19:00",
    ),
    (
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
        "tiistaisin klo 17–19, 15.12.2026 asti",
        "tisdagar kl. 17–19, till 15.12.2026",
        "Tuesdays 17:00–19:00, until 15 December 2026",
    ),
    (
        "FREQ=WEEKLY;COUNT=10",
        "tiistaisin klo 17–19, 10 kertaa",
        "tisdagar kl. 17–19, 10 gånger",
        "Tuesdays 17:00–19:00, 10 times",
    ),
    ("", "tiistaina 1.9.2026 klo 17–19", "tisdag 1.9.2026 kl. 17–19", "Tuesday 1 September 2026 17:00–19:00"),
]


@pytest.mark.parametrize(("rule", "fi", "sv", "en"), WORDS)
def test_a_rule_is_said_as_people_write_it(rule, fi, sv, en):
    said = [in_words(rule, START, opens=time(17), closes=time(19), language=code) for code in ("fi", "sv", "en")]

    assert said == [fi, sv, en]


def test_hours_are_written_in_each_language_as_there():
    half = {"opens": time(9), "closes": time(15, 30)}

    assert in_words("FREQ=DAILY", START, **half, language="fi") == "joka päivä klo 9–15.30"
    assert in_words("FREQ=DAILY", START, **half, language="sv") == "varje dag kl. 9–15.30"
    assert in_words("FREQ=DAILY", START, **half, language="en") == "every day 09:00–15:30"
    assert in_words("FREQ=DAILY", START, opens=time(9), language="fi") == "joka päivä klo 9 alkaen"
    assert in_words("FREQ=DAILY", START, language="en") == "every day"


def test_days_left_out_are_named_when_they_are_few():
    words = in_words("FREQ=WEEKLY", START, except_dates=[date(2026, 12, 29), date(2026, 12, 22)], language="fi")

    assert words == "tiistaisin, ei 22.12.2026 eikä 29.12.2026"
