"""Answers while one writes: what times were understood, which place an address means. Helpful, never needed."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from raitti.core.addresses import Links, Views
from raitti.core.uids import read_uid
from raitti.core.verdicts import require
from raitti.directory.forms import FORMS
from raitti.directory.forms.alike import PlaceQuestion
from raitti.directory.models import Organisation
from raitti.directory.queries.addresses import Found, find_address
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_create, may_edit
from raitti.directory.snapshots import blank_facts
from raitti.directory.wording import coming_times, parse_schedule

_LONGEST = 1000


@dataclass(frozen=True)
class _Written:
    """What the fields of a form hold, whatever they are called there: `way-2-when` is `when`."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        found = (value for key, value in self.values.items() if key == name or key.endswith(f"-{name}"))
        return next(found, "")[:_LONGEST].strip()


@require_safe
def read_times(request: HttpRequest, language: str) -> HttpResponse:
    """Times in words: how they were understood, and the next five of them."""
    require(may_create(request.user, now=timezone.now()))
    today = timezone.localdate()
    text = _Written(request.GET.dict())["when"]
    read = parse_schedule(text, language, today=today)
    times = coming_times(read.schedules, today=today)
    context = {"text": text, "read": read, "times": times, "language": language, "links": Links(language)}
    return render(request, "workspace/parts/times_read.html", context)


@require_safe
def look_up_place(request: HttpRequest, language: str) -> HttpResponse:
    """The municipality an address is in, and places we know there already."""
    require(may_create(request.user, now=timezone.now()))
    written = _Written(request.GET.dict())
    owner = _kept_by(request)
    found: Found = find_address(
        street=written["street"],
        postal_code=written["postal_code"],
        city=written["city"] or written["town"],
        name=written["place_name"],
        language=language,
        kept_by=owner,
    )
    way = next((key.removesuffix("-street") for key in request.GET if key.endswith("-street")), "")
    question = PlaceQuestion(found, prefix=way)
    context: dict[str, Any] = {"found": found, "language": language, "links": Links(language)}
    if way:
        context["question"] = question["same_place"]
    elif "new" in request.GET:
        context["question"] = question["is_another"]
    return render(request, "workspace/parts/place_found.html", context)


def _kept_by(request: HttpRequest) -> Organisation | None:
    """The organisation whose entry is written, when the person keeps it."""
    uid = read_uid(str((request.POST or request.GET).get("organisation", "")))
    found = thing_by_uid("organisation", uid) if uid else None
    is_kept = isinstance(found, Organisation) and may_edit(request.user, found, now=timezone.now())
    return cast("Organisation", found) if is_kept else None


@require_POST
def offer_topics(request: HttpRequest, language: str) -> HttpResponse:
    """Topics that what is written so far is about, those ticked already among them."""
    now = timezone.now()
    require(may_create(request.user, now=now))
    name, kind = str(request.POST.get("about", "")), str(request.POST.get("kind", ""))
    form = FORMS.get(kind)
    if form is None or name not in form.topic_lists:
        raise Http404
    options: dict[str, Any] = {"organisation": _kept_by(request)} if kind == "service" else {}
    base = blank_facts(kind, UUID(int=0), UUID(int=0))
    written = form(request.POST, base=base, language=language, today=timezone.localdate(now), **options)
    return render(request, "workspace/entries/offered.html", {"name": name, "offered": written.meant(name)})


VIEWS: Views = {"read_times": read_times, "look_up_place": look_up_place, "offer_topics": offer_topics}
