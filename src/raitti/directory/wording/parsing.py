"""From a text to facts, or to a sentence that says what was understood and what was not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.recurrence import next_dates, parts_of
from raitti.core.texts import pick
from raitti.directory.facts import ScheduleFacts
from raitti.directory.wording import english, finnish, swedish
from raitti.directory.wording.calendar import NoSuchDay
from raitti.directory.wording.lexicon import Kind, Lexicon
from raitti.directory.wording.parts import Incomplete
from raitti.directory.wording.reading import Reader
from raitti.directory.wording.saying import clock_words, coming, schedule_text
from raitti.directory.wording.straightening import straighten
from raitti.directory.wording.tokens import tidy, tokenise

LONGEST = 1000
LEXICONS: dict[str, Lexicon] = {"fi": finnish.WORDS, "sv": swedish.WORDS, "en": english.WORDS}
_MOST = 40
_EARLY = time(6)
_NOTES = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Read:
    """What a text was read as. True when all of it was understood; else `problem` is a sentence that says why.

    `understood` are the words of what was understood; `hints` are sentences worth reading though nothing is wrong.
    """

    schedules: tuple[ScheduleFacts, ...] = ()
    problem: str = ""
    understood: str = ""
    hints: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problem


@dataclass(frozen=True)
class _Attempt:
    schedules: tuple[ScheduleFacts, ...]
    rest: tuple[str, ...]
    problem: tuple[str, str] = ("", "")

    @property
    def faults(self) -> int:
        return 10 * sum(len(piece) for piece in self.rest) + bool(self.problem[0]) + 5 * (not self.schedules)


def parse_schedule(
    text: str, language: str, *, today: date, before: Sequence[ScheduleFacts] = (), reader: str = ""
) -> Read:
    """Read times written in Finnish, Swedish or English, the writer's `language` first.

    What is not understood is told in the `reader`'s language, where that is another one.

    `before` are the schedules the text was made from: what it does not say anew, such as the week from
    which every other is counted, is taken from them. Empty text means no schedules.
    """
    tidied = tidy(text)
    if not tidied:
        return Read()
    with override(language):
        if before and tidied == tidy(schedule_text(before, language, today=today)):
            return Read(tuple(before), understood=text.strip())
        if len(text) > LONGEST:
            return Read(problem=_("This is too long for times. Keep them short and put the rest in the description."))
        notes = [found.strip() for found in _NOTES.findall(text)]
        languages = sorted(LEXICONS, key=lambda code: code != language)
        attempts = [_attempt(tidied, code, language, notes, today) for code in languages]
        best = min(attempts, key=lambda attempt: attempt.faults)
        schedules = tuple(_as_before(each, before, today, tidied, language) for each in best.schedules)
        understood = schedule_text(schedules, language, today=today)
        with override(reader or language):
            problem = _problem(best, understood, text)
        if problem:
            return Read(problem=problem, understood=understood)
        return Read(schedules, understood=understood, hints=tuple(_hints(schedules, language, today)))


def _attempt(text: str, code: str, language: str, notes: list[str], today: date) -> _Attempt:
    waiting = iter(notes)
    tokens = [
        replace(token, value=next(waiting, token.value)) if token.kind == Kind.NOTE else token
        for token in tokenise(text, LEXICONS[code])
    ]
    reader = Reader(straighten(tokens, LEXICONS[code]), today=today, twelve_hour=code == "en")
    found: list[ScheduleFacts] = []
    try:
        reader.read()
        for part in reader.parts:
            found += part.facts(today, language)
    except NoSuchDay as error:
        return _Attempt(tuple(found), tuple(reader.rest), ("no_day", str(error)))
    except Incomplete as error:
        return _Attempt(tuple(found), tuple(reader.rest), (error.code, error.about))
    if not found and not reader.rest:
        return _Attempt((), (), ("day", ""))
    too_many = ("many", "") if len(found) > _MOST else ("", "")
    return _Attempt(tuple(_each_once(found)), tuple(reader.rest), too_many)


def _each_once(found: list[ScheduleFacts]) -> list[ScheduleFacts]:
    unique: list[ScheduleFacts] = []
    for each in found:
        if each not in unique:
            unique.append(each)
    return unique


def _as_before(
    facts: ScheduleFacts, before: Sequence[ScheduleFacts], today: date, text: str, language: str
) -> ScheduleFacts:
    """Keep from the schedule there was what the text does not say: its first day and its other languages' notes."""
    noted = next(
        (each for each in before if facts.note and pick(each.note, language).value == facts.note[language]), None
    )
    same = [each for each in before if _core(each.rrule) == _core(facts.rrule) and each.rrule]
    if not same:
        return replace(facts, note=dict(noted.note)) if noted else facts
    closest = next((each for each in same if (each.opens, each.closes) == (facts.opens, facts.closes)), same[0])
    kept: dict[str, Any] = {"source_id": closest.source_id}
    said_anew = str(facts.starts_on.year) in text and facts.starts_on > today
    if closest.starts_on <= today and not said_anew and _falls_on(facts, closest.starts_on):
        kept["starts_on"] = closest.starts_on
    notes = dict(noted.note) if noted else {**closest.note, **facts.note} if facts.note else {}
    return replace(facts, note=notes, **kept)


def _falls_on(facts: ScheduleFacts, first: date) -> bool:
    """Whether counting from an earlier first day gives the same days."""
    counted = next_dates(facts.rrule, first, after=facts.starts_on, count=3)
    return "COUNT" not in parts_of(facts.rrule) and counted == next_dates(
        facts.rrule, facts.starts_on, after=facts.starts_on, count=3
    )


def _core(rule: str) -> dict[str, str]:
    return {
        name: value for name, value in parts_of(rule).items() if name in {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY"}
    }


def _problem(attempt: _Attempt, understood: str, text: str) -> str:
    code, about = attempt.problem
    if code in {"arranged", "often", "term", "date", "digits"}:
        return _names_no_days(code, about)
    if attempt.rest:
        rest = "”, ”".join(attempt.rest)
        if understood:
            return _(
                "We understood ”%(understood)s” but not ”%(rest)s”. Say it in other words,"
                " or put it in brackets: it is then shown as it is."
            ) % {"understood": understood, "rest": rest}
        return _("We did not understand ”%(rest)s”. Write for example: %(example)s.") % {
            "rest": text.strip(),
            "example": _("every other Tuesday 5–7 pm, not in July"),
        }
    if code == "no_day":
        return _("There is no such day as %(day)s.") % {"day": about}
    if code == "weekday":
        day = date.fromisoformat(about)
        return _("%(day)s is not the weekday you wrote: it is a %(weekday)s.") % {
            "day": f"{day.day}.{day.month}.{day.year}",
            "weekday": _weekdays()[day.weekday()],
        }
    if code == "day":
        return _("On which day? Write for example: %(example)s.") % {"example": _("Tuesdays 5–7 pm")}
    if code == "month_day":
        return _("On which day of the month? Write for example: %(example)s.") % {
            "example": _("the first Monday of the month 6 pm")
        }
    if code == "many":
        return _(
            "These are very many different times. Write the most usual ones, and tell the rest in the description."
        )
    return _("No day is left: it ends before it begins, or every day is left out.") if code else ""


def _names_no_days(code: str, words: str) -> str:
    if code == "arranged":
        return _(
            "No fixed times? Leave this field empty, and say how to arrange a time under “Good to know” or in the"
            " description."
        )
    if code == "often":
        return _("”%(words)s” tells how often, but not on which days. Write for example: %(example)s.") % {
            "words": words,
            "example": _("the first Monday of the month 6 pm"),
        }
    if code == "date":
        return _("When is ”%(words)s”? Write the date, for example: %(example)s.") % {
            "words": words,
            "example": _("24 December 2026 at 12:00"),
        }
    if code == "digits":
        return _("Write the time ”%(words)s” in digits, for example 18.30.") % {"words": words}
    return _("We do not know which days ”%(words)s” are. Write the days or weeks: %(example)s.") % {
        "words": words,
        "example": _("1.9.–31.5., or not in week 8"),
    }


def _weekdays() -> tuple[str, ...]:
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def _hints(schedules: Sequence[ScheduleFacts], language: str, today: date) -> list[str]:
    hints = []
    if schedules and not any(coming(each, today=today, count=1) for each in schedules):
        hints.append(_("All these times are past already."))
    for each in schedules:
        if each.opens and time.min < each.opens < _EARLY:
            hours = clock_words(each.opens, each.closes, language)
            hints.append(
                _("%(hours)s is early in the morning. If you mean the evening, write 17–19.") % {"hours": hours}
            )
        if each.opens and each.closes and each.closes < each.opens:
            hours = clock_words(each.opens, each.closes, language)
            hints.append(_("%(hours)s goes on past midnight. Is that right?") % {"hours": hours})
    return hints
