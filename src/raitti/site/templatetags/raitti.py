"""Words the templates use: addresses, texts in the reader's language, dates as people say them."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import select_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from raitti.core.templatetags import words
from raitti.directory.languages import LANGUAGE_NAMES
from raitti.directory.models import ACCESSIBILITY_FACTS
from raitti.directory.pictures import SMALL
from raitti.directory.queries.confirmers import confirmer_words
from raitti.directory.queries.freshness import is_overdue
from raitti.directory.wording import clock_words, schedule_in_words
from raitti.site.addresses import address

register = template.Library()
register.tags.update(words.register.tags)
register.filters.update(words.register.filters)


@register.simple_tag(takes_context=True)
def when(context: RequestContext, schedule: Any) -> str:
    """A schedule in words: "joka toinen tiistai klo 17–19"."""
    return schedule_in_words(schedule, context["language"])


@register.filter
def small_width(picture: Any) -> int:
    """How wide the small size of a picture is, in pixels."""
    return round(picture.width * min(1, SMALL / max(picture.width, picture.height)))


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data as a script element that no text inside can end."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = body.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308 (escaped above)


@register.simple_tag
def door(key: str) -> SafeString:
    """The landscape of a region's front page; regions without one of their own get the common one."""
    found = select_template([f"site/doors/{key}.svg", "site/doors/default.svg"])
    return mark_safe(found.render())  # noqa: S308 (our own drawing)


@register.filter
def region_address(portal: Any, links: Any) -> str:
    """Where a region's front page is: on the common host under its key."""
    return f"{address('portals', links.language)}{portal.key}/"


_WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@register.filter
def weekday(day: date, language: str) -> str:
    return _WEEKDAYS[language][day.weekday()]


@register.filter
def clock(schedule: Any, language: str) -> str:
    """ "klo 17–19" of a schedule."""
    return clock_words(schedule.opens, schedule.closes, language)


@register.filter
def stale(thing: Any, today: date) -> bool:
    """Whether nobody has confirmed the entry, although its region wants it so and has asked."""
    return is_overdue(thing, today)


@register.filter
def confirmer(thing: Any) -> str:
    """In which role someone confirmed an entry; empty when that is not known."""
    return confirmer_words(thing)


@register.filter
def language_names(codes: list[str]) -> str:
    """Languages by name in the reader's language; an unknown code is shown as it is."""
    return ", ".join(str(LANGUAGE_NAMES.get(code, code)) for code in codes)


@register.filter
def accessibility_words(facts: dict[str, str]) -> list[tuple[str, bool]]:
    """Known facts as (words, whether there is), what there is first."""
    known = [
        (str(ACCESSIBILITY_FACTS[fact]), answer == "yes")
        for fact, answer in facts.items()
        if fact in ACCESSIBILITY_FACTS
    ]
    return sorted(known, key=lambda fact: not fact[1])


@register.filter
def ages(service: Any) -> str:
    """ "13–17", "18–" or "–12" years."""
    low, high = service.min_age, service.max_age
    return f"{'' if low is None else low}–{'' if high is None else high}"


@register.filter
def unlocal(number: float) -> str:
    """A number for programs: with a point whatever the reader's language."""
    return f"{number:g}"


@register.simple_tag(takes_context=True)
def clock_span(context: RequestContext, opens: Any, closes: Any) -> str:
    """ "klo 17–19" of two times."""
    return clock_words(opens, closes, context["language"])


@register.filter
def marked(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in parts, those that match what was looked for marked."""
    drawn = (f"<mark>{escape(part)}</mark>" if match else escape(part) for part, match in parts)
    return mark_safe("".join(drawn))  # noqa: S308 (escaped above)


@register.filter
def tags(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Tags by their class and words; drawn here, for a page of results has a hundred of them."""
    drawn = (f'<span class="tag {kind}">{escape(words)}</span>' for kind, words in pairs)
    return mark_safe("".join(drawn))  # noqa: S308 (escaped above)


@register.filter
def checks(choices: Iterable[Any], name: str) -> SafeString:
    """A filter's choices as boxes to tick, with how many there are of each.

    Drawn here, for a search page may have a hundred of them.
    """
    drawn = []
    for choice in choices:
        ticked = " checked" if choice.chosen else ""
        count = f'<span class="count">{choice.count}</span>' if choice.count is not None else ""
        box = f'<input type="checkbox" name="{escape(name)}" value="{escape(choice.value)}"{ticked}>'
        drawn.append(f"<label>{box}{escape(capfirst(choice.label))}{count}</label>")
    return mark_safe("".join(drawn))  # noqa: S308 (escaped above)


@register.filter
def kilometres(distance: float, language: str) -> str:
    """1,2 km; whole kilometres from ten on."""
    words = f"{distance:.0f}" if distance >= 10 else f"{distance:.1f}"
    return f"{words if language == 'en' else words.replace('.', ',')}\u00a0km"
