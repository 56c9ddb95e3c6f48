"""Pairs that may be one organisation: compared, kept apart, made one, and made two again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.texts import versions
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory import sides
from raitti.directory.actions.duplicates import keep_apart
from raitti.directory.actions.merging import GONE, merge, undo_merge
from raitti.directory.differences import Names
from raitti.directory.models import DuplicateSuspicion, Merge, Organisation
from raitti.directory.queries.duplicates import in_words, merges_to_undo, suspicions_in_care_of
from raitti.directory.rules import may_keep_apart, may_merge, may_see_duplicates, may_unmerge
from raitti.directory.snapshots import facts_of, to_json
from raitti.workspace.noting import note_contacts
from raitti.workspace.rendering import desk_page

_MOST = 200
# Pairs are named in the queue by their number, written as a uid.
_MOST_PAIRS = 2**63


@require_safe
def duplicates(request: HttpRequest, language: str) -> HttpResponse:
    """The pairs that wait in one's area, and what was made one and can still be undone."""
    now = timezone.now()
    require(may_see_duplicates(request.user, now=now))
    person: Any = request.user
    today = timezone.localdate(now)
    pairs = [
        (pair, _number(pair), in_words(pair.reasons)[:3]) for pair in suspicions_in_care_of(person, on=today)[:_MOST]
    ]
    context = {"pairs": pairs, "merges": merges_to_undo(person, on=today, now=now)}
    return desk_page(request, "workspace/duplicates/list.html", context, name="duplicates")


def _number(pair: DuplicateSuspicion) -> UUID:
    return UUID(int=pair.pk)


def _pair(uid: UUID) -> DuplicateSuspicion:
    """The pair; one that another steward merged while the page was open is told of as such."""
    known = DuplicateSuspicion.objects.select_related("first", "second")
    found = known.filter(pk=uid.int).first() if uid.int < _MOST_PAIRS else None
    if found is None:
        raise Refused(Verdict("gone", GONE))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Two organisations field by field: which value stands when they become one, or that they are two."""
    now = timezone.now()
    require(may_see_duplicates(request.user, now=now))
    pair = _pair(uid)
    require(may_keep_apart(request.user, pair, now=now))
    sent = request.POST if request.method == "POST" else request.GET
    kept, gone = (pair.second, pair.first) if sent.get("stays") == "second" else (pair.first, pair.second)
    for each in (kept, gone):
        note_contacts(request, each, now=now, why="duplicates")
    refused = ""
    if request.method == "POST":
        if sent.get("act") == "apart":
            keep_apart(pair, actor=request.user, now=now)
            messages.success(request, _("The two stay two. They are not asked about again."))
            return HttpResponseRedirect(address("duplicates", language))
        require(may_merge(request.user, kept, gone, now=now))
        try:
            done = merge(
                kept,
                gone,
                choices={field: sent[field] for field in sides.FIELDS if sent.get(field)},
                keep_name="keep_name" in sent,
                actor=request.user,
                now=now,
            )
        except Refused as problem:
            refused = str(problem.verdict.reason)
        else:
            words = {"gone": done.gone_name, "kept": str(done.kept)}
            messages.success(request, _("“%(gone)s” is now part of “%(kept)s”. You can undo it for 30 days.") % words)
            return HttpResponseRedirect(address("duplicates", language))
    context = {
        "pair": pair,
        "kept": kept,
        "gone": gone,
        "reasons": in_words(pair.reasons),
        "is_open": pair.state == DuplicateSuspicion.State.OPEN,
        "may_merge": may_merge(request.user, kept, gone, now=now),
        "rows": _rows(kept, gone, sent),
        "keeps_name": request.method != "POST" or "keep_name" in sent,
        "counts": [_counts(each) for each in (kept, gone)],
        "refused": refused,
        "swapped": kept.pk == pair.second_id,
    }
    address_words = {"uid": uid}
    status = 422 if refused else 200
    return desk_page(
        request, "workspace/duplicates/pair.html", context, name="duplicate", words=address_words, status=status
    )


def _rows(kept: Organisation, gone: Organisation, sent: Any) -> list[dict[str, Any]]:
    """The fields that at least one of the two fills in, in words."""
    both = [to_json(facts_of(each)) for each in (kept, gone)]
    words = Names(both)
    found = [side for side in sides.side_by_side(kept, gone) if side.kept or side.gone]
    shown = [[_shown(side.field, *each, words) for each in zip((kept, gone), both, strict=True)] for side in found]
    return [_row(side, lines, sent) for side, lines in zip(found, shown, strict=True)]


def _row(side: sides.Side, lines: list[list[str]], sent: Any) -> dict[str, Any]:
    chosen = sent.get(side.field, "")
    return {
        "field": side.field,
        "label": side.label,
        "kept": lines[0],
        "gone": lines[1],
        "choices": side.choices,
        "chosen": chosen if chosen in side.choices else side.default,
        "has_both": sides.BOTH in side.choices,
    }


def _shown(field: str, organisation: Organisation, facts: dict[str, Any], words: Names) -> list[str]:
    """A field's value as lines to read."""
    if field == "picture":
        return [str(organisation.picture.alt)] if hasattr(organisation, "picture") else []
    if field == "source":
        return [str(sides.value(organisation, field))]
    if sides.is_translated(field):
        texts = versions(getattr(organisation, field))
        return [f"{code}: {text}" if len(texts) > 1 else text for code, text in texts.items()]
    return words.words(field, facts[field]).splitlines()


def _counts(organisation: Organisation) -> dict[str, Any]:
    return {
        "services": organisation.services.count(),
        "locations": organisation.locations.count(),
        "people": organisation.mandates.filter(ended_on=None).count(),
        "verified_on": organisation.verified_on,
        "changed": organisation.changed,
    }


@require_POST
def unmerge(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Make two of one again."""
    now = timezone.now()
    done = get_object_or_404(Merge.objects.select_related("kept"), uid=uid)
    require(may_unmerge(request.user, done, now=now))
    try:
        back = undo_merge(done, actor=request.user, now=now)
    except Refused as refused:
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("“%s” is an entry of its own again.") % back)
    return HttpResponseRedirect(address("duplicates", language))


VIEWS: Views = {"duplicates": duplicates, "duplicate": duplicate, "unmerge": unmerge}
