"""Terms: which one a body's rule gives, and which one it is in."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from raitti.bodies.models import Body, Term, TermRule

# Councils were elected in 2017, 2021, 2025 and so on every fourth year (410/2015, § 15).
_AN_ELECTION = 2025
_COUNCIL_YEARS = 4
_JUNE = 6


@dataclass(frozen=True)
class Span:
    starts: date
    ends: date | None


def span_by_rule(body: Body, *, on: date) -> Span:
    """The term a body's rule gives on a day: that of the council, a half of it, some years from that day on."""
    if body.term_rule in (TermRule.COUNCIL_TERM, TermRule.HALF_TERM):
        years = _COUNCIL_YEARS if body.term_rule == TermRule.COUNCIL_TERM else _COUNCIL_YEARS // 2
        year = on.year - (on.year - _AN_ELECTION) % years
        if date(year, _JUNE, 1) > on:
            year -= years
        return Span(date(year, _JUNE, 1), date(year + years, 5, 31))
    if body.term_rule == TermRule.FIXED_YEARS and body.term_years:
        return Span(on, on + relativedelta(years=body.term_years, days=-1))
    return Span(on, None)


def next_span(body: Body, *, on: date) -> Span | None:
    """The term that can be opened next: the one a day lies in, else the one after the last; none after one that
    goes on until further notice."""
    last = body.terms.order_by("-starts").first()
    if last is None:
        return span_by_rule(body, on=on)
    return span_by_rule(body, on=last.ends + timedelta(days=1)) if last.ends is not None else None


def current_term(body: Body, *, on: date) -> Term | None:
    """The term a day lies in; where none has begun, the first that will."""
    terms = list(body.terms.all())
    now = [term for term in terms if term.starts <= on and (term.ends is None or term.ends >= on)]
    return next(iter(now or [term for term in terms if term.starts > on]), None)
