"""A rule of repetition as people write it on a notice board."""

from collections.abc import Collection, Sequence
from datetime import date, time

from raitti.core.recurrence.dates import next_dates, parts_of, until_day
from raitti.core.recurrence.speakers import SPEAKERS, WORKDAYS, Pattern, Speaker, run

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def in_words(
    rule: str,
    starts_on: date,
    *,
    opens: time | None = None,
    closes: time | None = None,
    except_dates: Collection[date] = (),
    leaves_out: Sequence[str] = (),
    language: str = "fi",
    since: date | None = None,
    whole: bool = False,
) -> str:
    """The rule and its hours in one phrase: "joka toinen tiistai klo 17–19".

    Languages without words of their own here get Finnish. The phrase begins with a small letter
    where the language writes weekdays so. `since` is a first day to name; `whole` names every day
    left out, however many, so that the phrase can be read back. `leaves_out` are words for days left out for good.
    """
    speaker = SPEAKERS.get(language, SPEAKERS["fi"])
    hours = speaker.hours(opens, closes)
    parts = parts_of(rule)
    count = int(parts.get("COUNT", "0"))
    if not parts or count == 1:
        return _spaced(speaker.once(starts_on), hours)
    what = _pattern(parts, starts_on)
    phrase = _spaced(_repeated(what, speaker) or speaker.from_day(starts_on), hours)
    missing = _missing(what.months) if what.frequency != "YEARLY" else []
    if what.months and what.frequency != "YEARLY" and not missing:
        phrase = _spaced(phrase, speaker.in_months(what.months))
    if since:
        phrase = f"{phrase}, {speaker.since(since)}"
    if "UNTIL" in parts:
        phrase = f"{phrase}, {speaker.until(until_day(parts['UNTIL']))}"
    if count:
        phrase = f"{phrase}, {speaker.times(count)}"
    if missing:
        phrase = f"{phrase}, {speaker.not_in_months(missing)}"
    if except_dates and whole:
        phrase = f"{phrase}, {speaker.without(_spans(rule, starts_on, sorted(except_dates), speaker))}"
    elif except_dates:
        phrase = f"{phrase}, {speaker.excluding(sorted(except_dates))}"
    if leaves_out:
        phrase = f"{phrase}, {speaker.without(leaves_out)}"
    return phrase


def _missing(months: list[int]) -> list[int]:
    """The months left out, where naming them is shorter than naming the others."""
    missing = [month for month in range(1, 13) if month not in months] if months else []
    is_one_season = run(months, 12) is not None
    return missing if len(missing) == 1 or (len(missing) < 4 and not is_one_season) else []


def _spans(rule: str, starts_on: date, days: list[date], speaker: Speaker) -> list[str]:
    """The days in words; three or more that follow each other in the rule as "first–last"."""
    found: list[str] = []
    while days:
        in_turn = next_dates(rule, starts_on, after=days[0], count=len(days))
        together = next((n for n, (a, b) in enumerate(zip(days, in_turn, strict=False)) if a != b), len(in_turn))
        taken = max(together, 1) if together > 2 else 1
        first, last = speaker.day(days[0]), speaker.day(days[taken - 1])
        found.append(f"{first}–{last}" if taken > 1 else first)
        days = days[taken:]
    return found


def _pattern(parts: dict[str, str], starts_on: date) -> Pattern:
    days, ordinals = [], []
    for code in filter(None, parts.get("BYDAY", "").split(",")):
        days.append(_DAYS.index(code[-2:]))
        if code[:-2]:
            ordinals.append(int(code[:-2]))
    ordinals += _numbers(parts, "BYSETPOS")
    month_days, months = _numbers(parts, "BYMONTHDAY"), _numbers(parts, "BYMONTH")
    frequency = parts["FREQ"]
    if frequency == "WEEKLY" and not days:
        days = [starts_on.weekday()]
    if frequency in {"MONTHLY", "YEARLY"} and not days and not month_days:
        month_days = [starts_on.day]
    if frequency == "YEARLY" and not months:
        months = [starts_on.month]
    unique = sorted(set(days))
    return Pattern(
        frequency, int(parts.get("INTERVAL", "1")), unique, sorted(set(ordinals), key=_last_last), month_days, months
    )


def _numbers(parts: dict[str, str], name: str) -> list[int]:
    return [int(number) for number in parts.get(name, "").split(",") if number]


def _last_last(number: int) -> tuple[bool, int]:
    return number < 0, number


def _repeated(what: Pattern, speaker: Speaker) -> str:
    """The phrase for the rule itself; empty for one that people have no short words for."""
    is_plain = not what.ordinals and not what.month_days
    if what.frequency == "DAILY":
        if what.days:
            return speaker.every_week(what.days, 1) if what.interval == 1 and is_plain else ""
        return speaker.every_day(what.interval) if is_plain else ""
    if what.frequency == "WEEKLY":
        return speaker.every_week(what.days, what.interval) if is_plain else ""
    if what.days and what.month_days:
        return ""
    if what.days and (not what.ordinals or min(what.ordinals) < -1 or max(what.ordinals) > 5):
        return speaker.every_week(what.days, 1) if is_plain and what.frequency == "MONTHLY" else ""
    if (len(what.days) > 1 and what.days != WORKDAYS) or any(day < -1 for day in what.month_days):
        return ""
    if what.frequency == "MONTHLY":
        return speaker.every_month(what)
    return speaker.every_year(what) if len(what.months) == 1 and what.interval == 1 else ""


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)


def hours_in_words(opens: time | None, closes: time | None, *, language: str = "fi") -> str:
    """ "klo 17–19"; empty when no hour is known."""
    return SPEAKERS.get(language, SPEAKERS["fi"]).hours(opens, closes)


def nth_day_in_words(number: int, weekday: int, *, language: str = "fi") -> str:
    """ "kuukauden viimeisenä tiistaina": the number-th weekday (0 is Monday) of any month, -1 for the last."""
    return SPEAKERS.get(language, SPEAKERS["fi"]).on_nth(number, weekday)
