"""Words every face's templates use: addresses, texts in the reader's language, numbers as people write them."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from raitti.core.texts import Text, pick
from raitti.text.hyphens import with_soft_hyphens

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: RequestContext, page: str, thing: Any = "", **words: Any) -> str:
    """The address of a page in the reader's language: `{% link "organisation" organisation %}`."""
    return context["links"].to(page, thing, **words)


@register.simple_tag(takes_context=True)
def text(context: RequestContext, value: Any, paragraphs: bool = False) -> SafeString:  # noqa: FBT001, FBT002
    """A translated text for the reader; marked with its language where that is not the page's."""
    picked = value if isinstance(value, Text) else pick(value, context["language"])
    if not picked:
        return mark_safe("")
    words = _paragraphs(picked.value) if paragraphs else conditional_escape(picked.value)
    if picked.language == context["language"]:
        return mark_safe(words)  # noqa: S308 (escaped above)
    tag = "div" if paragraphs else "span"
    return format_html('<{0} lang="{1}">{2}</{0}>', tag, picked.language, mark_safe(words))  # noqa: S308


@register.simple_tag(takes_context=True)
def heading(context: RequestContext, value: Any) -> SafeString:
    """A translated text as `text` writes it, with places where its long words may be broken on a narrow screen."""
    picked = value if isinstance(value, Text) else pick(value, context["language"])
    return text(context, Text(with_soft_hyphens(picked.value, picked.language), picked.language))


def _paragraphs(value: str) -> SafeString:
    parts = [part.strip() for part in value.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return format_html_join("", '<p class="text">{}</p>', ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def plain(context: RequestContext, value: Any) -> str:
    """A translated text without markup, for titles and attributes."""
    return pick(value, context["language"]).value


@register.simple_tag(takes_context=True)
def otherwise(context: RequestContext, value: Any) -> str:
    """The language a text falls back to, empty when it is in the reader's own."""
    picked = pick(value, context["language"])
    return picked.language if picked and picked.language != context["language"] else ""


@register.filter
def short_date(day: date | None) -> str:
    return date_format(day, "j.n.Y") if day else ""


@register.filter(expects_localtime=True)
def moment(when: datetime | None) -> str:
    """ "4.12.2026 klo 16.00", in the language that is on."""
    return _("%(day)s at %(time)s") % {"day": short_date(when), "time": date_format(when, "G.i")} if when else ""


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.filter
def tel(number: str) -> str:
    return "".join(c for c in number if c.isdigit() or c == "+")


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that may break its line after the @."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in re.split(r"(?<=@)", address)))


@register.filter
def bare_address(url: str) -> str:
    """A web address as people say it."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


@register.filter
def spaced(number: int) -> str:
    """12 345, with a space that does not break."""
    return f"{number:,}".replace(",", "\u00a0")
