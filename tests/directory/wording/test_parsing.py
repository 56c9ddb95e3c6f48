"""What people write about times is understood as they mean it, or refused with what was understood."""

from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from raitti.core.recurrence import next_dates, validate
from raitti.directory.facts import ScheduleFacts
from raitti.directory.wording import coming, excepted, parse_schedule, schedule_text
from raitti.directory.wording.feasts import FEASTS

TODAY = date(2026, 11, 22)  # a Sunday
LANGUAGES = ["fi", "sv", "en"]
PHRASINGS = [
    tuple(part.strip() for part in line.split(" | "))
    for table in ("phrasings.txt", "volunteers.txt", "boards.txt")
    for line in (Path(__file__).parent / table).read_text().splitlines()
    if not line.startswith("#")
]


def read(text, language="fi", *, today=TODAY, before=()):
    return parse_schedule(text, language, today=today, before=before)


def one(text, language="fi"):
    found = read(text, language)
    assert found, found.problem
    assert len(found.schedules) == 1
    return found.schedules[0]


@pytest.mark.parametrize(("language", "text", "meant"), PHRASINGS)
def test_a_phrase_is_read_as_it_is_meant(language, text, meant):
    found = read(text, language)
    if meant == "✗":
        assert not found
        assert found.schedules == ()
        assert found.problem
    else:
        assert found.problem == ""
        assert found.understood == meant
        assert found.schedules


def test_there_are_enough_phrasings_to_say_something():
    counts = Counter(language for language, _text, _meant in PHRASINGS)
    assert counts["fi"] >= 200
    assert min(counts["sv"], counts["en"]) >= 70


def test_not_in_july_is_kept_in_the_rule():
    found = one("joka toinen tiistai klo 17–19, ei heinäkuussa")
    assert found.opens == time(17)
    assert found.closes == time(19)
    assert found.starts_on == date(2026, 11, 24)
    july = [day for day in coming(found, today=date(2027, 6, 15), count=10) if day.month == 7]
    assert july == []
    assert coming(found, today=date(2027, 6, 15), count=3) == [date(2027, 6, 22), date(2027, 8, 3), date(2027, 8, 17)]


@pytest.mark.parametrize(("words", "odd"), [("parittomat viikot", True), ("parilliset viikot", False)])
def test_odd_weeks_stay_odd_over_a_year_of_53_weeks(words, odd):
    found = read(f"{words} torstaisin klo 13")
    days = sorted(day for each in found.schedules for day in coming(each, today=TODAY, count=60))
    assert len(days) > 60
    assert all((day.isocalendar().week % 2 == 1) is odd for day in days if day.year < 2032)
    assert {day.isocalendar().week for day in days if day.year == 2027} == set(range(1 if odd else 2, 53, 2))


def test_feasts_are_left_out_whatever_the_year():
    found = one("torstaisin klo 17, ei pyhäpäivinä")
    assert date(2026, 12, 24) not in coming(found, today=date(2026, 12, 20), count=2)
    assert coming(found, today=date(2035, 5, 1), count=2) == [date(2035, 5, 10), date(2035, 5, 17)]
    assert excepted(found, today=TODAY) == [date(2026, 12, 24), date(2027, 5, 6)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "tiistaisin klo 17–19, ei kuukauden viimeisenä tiistaina"),
        ("sv", "tisdagar kl. 17–19, inte sista tisdagen i månaden"),
        ("en", "Tuesdays 17:00–19:00, not on the last Tuesday of the month"),
    ],
)
def test_the_last_tuesday_is_left_out_of_every_month_to_come(language, text):
    found = one(text, language)
    assert schedule_text([found], language, today=TODAY) == text
    in_ten_years = coming(found, today=date(2036, 1, 1), count=8)
    assert date(2036, 1, 22) in in_ten_years
    assert not {date(2036, 1, 29), date(2036, 2, 26)} & set(in_ten_years)
    assert found.except_dates == ()


def test_a_span_left_out_takes_the_days_the_activity_falls_on():
    found = one("ti ja to klo 17, ei 20.12.–6.1.")
    said = ["2026-12-22", "2026-12-24", "2026-12-29", "2026-12-31", "2027-01-05"]
    assert [day.isoformat() for day in found.except_dates] == said


def test_what_stands_in_brackets_is_a_note_as_it_was_written():
    found = one("tiistaisin klo 17–19 (Tule sisään B-ovesta!)")
    assert found.note == {"fi": "Tule sisään B-ovesta!"}


def test_a_refusal_says_what_was_understood_and_what_was_not():
    found = read("Tuesdays 5–7 pm or by appointment", "en")
    assert "Tuesdays 17:00–19:00" in found.problem
    assert "by appointment" in found.problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sopimuksen mukaan", "No fixed times?"),
        ("kaksi kertaa viikossa", "not on which days"),
        ("syyskaudella tiistaisin klo 17", "Write the days or weeks"),
        ("torstaisin klo 13, ei koulujen loma-aikoina", "Write the days or weeks"),
        ("jouluaattona klo 12", "Write the date"),
        ("ensi tiistaina klo 18", "Write the date"),
        ("maanantaisin puoli kuudelta", "in digits"),
    ],
)
def test_what_names_no_days_is_answered_with_how_to_write_it(text, says):
    assert says in read(text, "en").problem


def test_a_time_early_in_the_morning_is_asked_about():
    assert "early in the morning" in " ".join(read("Fri 5-7", "en").hints)
    assert read("Fri 6-8 pm", "en").hints == ()


def test_a_wrong_weekday_is_told_with_the_right_one():
    assert "Saturday" in read("Friday 12 December 2026 12:00", "en").problem


def test_nothing_is_no_schedule_and_no_problem():
    assert read("  \n ").schedules == ()
    assert read("  \n ")


def test_endless_text_is_refused_before_it_is_read():
    assert not read("tiistaisin " * 500)


def test_all_times_past_are_read_and_said_to_be_past():
    found = read("12.12.2020 klo 12")
    assert found
    assert found.hints


def test_mending_the_hours_keeps_the_weeks_every_other_is_counted_from():
    started = ScheduleFacts(starts_on=date(2024, 1, 9), opens=time(17), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    text = schedule_text([started], "fi", today=TODAY)
    mended = read(text.replace("17", "18"), before=[started])
    assert mended.schedules[0].opens == time(18)
    assert coming(mended.schedules[0], today=TODAY, count=5) == coming(started, today=TODAY, count=5)


def test_mending_keeps_when_it_began_and_the_other_languages_notes():
    before = ScheduleFacts(
        starts_on=date(2024, 1, 9), opens=time(17), rrule="FREQ=WEEKLY;BYDAY=TU", note={"fi": "ovi B", "sv": "dörr B"}
    )
    after = read("tiistaisin klo 18–19 (ovi B)", before=[before]).schedules[0]
    assert after.starts_on == date(2024, 1, 9)
    assert after.note == {"fi": "ovi B", "sv": "dörr B"}


def test_a_note_left_as_it_was_keeps_its_languages_when_the_day_changes():
    before = ScheduleFacts(
        starts_on=date(2024, 1, 9), rrule="FREQ=WEEKLY;BYDAY=TU", note={"fi": "ovi B", "sv": "dörr B"}
    )
    assert read("keskiviikkoisin (ovi B)", before=[before]).schedules[0].note == {"fi": "ovi B", "sv": "dörr B"}
    only_finnish = ScheduleFacts(starts_on=date(2024, 1, 9), rrule="FREQ=WEEKLY;BYDAY=TU", note={"fi": "ovi B"})
    assert read("tisdagar kl. 18 (ovi B)", "sv", before=[only_finnish]).schedules[0].note == {"fi": "ovi B"}


def test_text_left_as_it_was_changes_nothing_even_where_it_has_no_plain_words():
    odd = ScheduleFacts(starts_on=date(2026, 9, 1), rrule="FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13")
    text = schedule_text([odd], "fi", today=TODAY)
    assert read(text, before=[odd]).schedules == (odd,)


_CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def _interval(number):
    return f";INTERVAL={number}" if number > 1 else ""


_some_days = st.lists(st.sampled_from(range(7)), min_size=1, max_size=6, unique=True).map(
    lambda days: ",".join(_CODES[day] for day in sorted(days))
)
_rules = st.one_of(
    st.builds(lambda n, days: f"FREQ=WEEKLY{_interval(n)};BYDAY={days}", st.integers(1, 6), _some_days),
    st.integers(1, 6).map(lambda n: f"FREQ=DAILY{_interval(n)}"),
    st.builds(
        lambda n, day, every: f"FREQ=MONTHLY{_interval(every)};BYDAY={n}{day}",
        st.sampled_from([1, 2, 3, 4, -1]),
        st.sampled_from(_CODES),
        st.sampled_from([1, 2, 3]),
    ),
    st.integers(1, 28).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
)
_months = st.one_of(
    st.just(""),
    st.integers(1, 12).map(lambda out: f";BYMONTH={','.join(str(m) for m in range(1, 13) if m != out)}"),
    st.just(";BYMONTH=1,2,3,4,5,9,10,11,12"),
    st.just(";BYMONTH=6,7"),
)
_hours = st.one_of(
    st.just((None, None)),
    st.builds(lambda h, m: (time(h, m), None), st.integers(0, 23), st.sampled_from([0, 15, 30])),
    st.builds(
        lambda h, m, more: (time(h, m), time(h + more, 45)),
        st.integers(1, 12),
        st.sampled_from([0, 15, 30]),
        st.integers(0, 11),
    ),
)
_NTH_DAYS = [f"FREQ=MONTHLY;BYDAY={n}{day}" for n in (1, 2, 3, 4, 5, -1) for day in _CODES]
_notes = st.sampled_from(["", "ovi B", "anmäl dig, tack", "Room 3"])


@st.composite
def schedules(draw):
    """Any schedule our own words can say, beginning on the first day its rule falls on."""
    opens, closes = draw(_hours)
    start = draw(st.dates(TODAY, date(2028, 12, 31)))
    rule = draw(st.one_of(st.just(""), st.builds("{}{}".format, _rules, _months)))
    coming_days = next_dates(rule, start, after=start)
    assume(coming_days)  # every third month may never be July
    first = coming_days[0]
    ends = draw(st.sampled_from(["", "until", "count"])) if rule else ""
    if ends == "until":
        rule += f";UNTIL={next_dates(rule, first, after=first, count=8)[-1]:%Y%m%d}"
    elif ends == "count":
        rule += f";COUNT={draw(st.integers(2, 20))}"
    days = next_dates(rule, first, after=first, count=12)
    without = draw(st.lists(st.sampled_from(days), max_size=5, unique=True)) if rule else []
    for_good = draw(st.lists(st.sampled_from([*FEASTS, *_NTH_DAYS]), max_size=3, unique=True)) if rule else []
    note = draw(_notes)
    return {
        "starts_on": first,
        "opens": opens,
        "closes": closes,
        "rrule": rule,
        "except_dates": tuple(sorted(without)),
        "leaves_out": tuple(sorted(for_good, key=lambda each: (each.startswith("FREQ"), each))),
        "note": note,
    }


@settings(max_examples=300, deadline=None)
@given(schedules(), st.sampled_from(LANGUAGES))
def test_what_our_own_words_say_is_read_back_the_same(fields, language):
    facts = ScheduleFacts(**fields | {"note": {language: fields["note"]} if fields["note"] else {}})
    validate(facts.rrule) if facts.rrule else None
    text = schedule_text([facts], language, today=TODAY)
    found = read(text, language)
    assert found.schedules == (facts,), f"{text!r}: {found.problem}"


@settings(max_examples=100, deadline=None)
@given(st.lists(schedules(), min_size=2, max_size=4), st.sampled_from(LANGUAGES))
def test_several_schedules_are_read_back_each_for_itself(several, language):
    facts = [ScheduleFacts(**fields | {"note": {}}) for fields in several]
    unique = [each for number, each in enumerate(facts) if each not in facts[:number]]
    text = schedule_text(unique, language, today=TODAY)
    assert read(text, language).schedules == tuple(unique), text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_no_text_breaks_the_reading(text, language):
    found = read(text, language)
    assert bool(found.problem) != bool(found)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([w for _, text, _ in PHRASINGS for w in text.split()]), max_size=12),
    st.sampled_from(LANGUAGES),
)
def test_words_thrown_together_are_read_or_refused_but_never_break(words, language):
    found = read(" ".join(words), language)
    for each in found.schedules:
        if each.rrule:
            validate(each.rrule)
