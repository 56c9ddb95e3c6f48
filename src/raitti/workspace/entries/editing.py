"""The form of one entry: filled as one goes, seen as the public would see it, published."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.accounts.models import Person
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.drafts import Published, discard_draft, publish_draft
from raitti.directory.advice import advice
from raitti.directory.forms import EntryForm, ServiceForm
from raitti.directory.forms.contacts import another_contact, is_among, person_as_contact
from raitti.directory.queries.duplicates import likely_twins
from raitti.directory.queries.editing import others_drafts
from raitti.directory.rules import may_create
from raitti.places.queries import current_municipalities
from raitti.workspace.entries.bench import Bench, bench_for
from raitti.workspace.entries.conflicts import conflict_rows
from raitti.workspace.entries.next_step import next_step, said_after_publishing
from raitti.workspace.entries.preview import preview_page
from raitti.workspace.rendering import desk_page

_MOST_TWINS = 3
_TEMPLATES = {kind: f"workspace/entries/edit_{kind}.html" for kind in ("organisation", "service", "location")}


@require_safe
def new_organisation(request: HttpRequest, language: str) -> HttpResponse:
    """A fresh address for an organisation that is not here yet."""
    require(may_create(request.user, now=timezone.now()))
    return HttpResponseRedirect(address("edit_organisation", language, organisation=uuid4()))


def _new_part(kind: str) -> Any:
    @require_safe
    def new(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
        """A fresh address for what an organisation adds."""
        bench_for(request, "organisation", organisation)
        return HttpResponseRedirect(address(f"edit_{kind}", language, organisation=organisation, part=uuid4()))

    return new


def _with_another_part(sent: QueryDict, person: Person) -> QueryDict:
    """What was sent, with the part that a button asked for: an empty one, or the writer as a contact."""
    data = sent.copy()
    if sent.get("action") == "another_way":
        data.appendlist("way", str(uuid4()))
    if sent.get("action") in {"another_contact", "own_contact"}:
        key = another_contact([str(key) for key in sent.getlist("contact")])
        data.appendlist("contact", key)
        if sent.get("action") == "own_contact":
            data.update(person_as_contact(key, name=person.name, email=person.email))
    return data


def _take_in(request: HttpRequest, bench: Bench, data: QueryDict) -> HttpResponse:
    """Keep what was sent, then do what its button says."""
    wants_json = "application/json" in request.headers.get("Accept", "")
    if bench.is_written_elsewhere(data):
        # Neither window's words may silently push out the other's.
        return JsonResponse(_told(bench), status=409) if wants_json else _elsewhere_page(request, bench, data)
    bench.keep(data)
    if wants_json:
        return JsonResponse(_told(bench))
    action = str(data.get("action", ""))
    if action == "preview":
        return _preview_or_problems(request, bench)
    if action == "publish":
        return _publish(request, bench)
    if action == "draft":
        messages.success(request, _("Your draft is saved. Only you can see it."))
    anchor = {"another_way": "#ways", "another_contact": "#contacts", "own_contact": "#contacts"}.get(action, "")
    return HttpResponseRedirect(_address(bench) + anchor)


def _edit(kind: str) -> Any:
    @require_http_methods(["GET", "HEAD", "POST"])
    def edit(request: HttpRequest, language: str, organisation: UUID, part: UUID | None = None) -> HttpResponse:
        """The form of an entry; every button first keeps what is written."""
        sent = request.POST if request.method == "POST" else None
        bench = bench_for(request, kind, organisation, part, sent=sent)
        if sent is None:
            return _form_page(request, bench, bench.form())
        if bench.draft is None and bench.thing is not None and not sent.get("begun"):
            messages.info(request, _("This has been published already."))
            return HttpResponseRedirect(_desk_of(bench))
        return _take_in(request, bench, _with_another_part(sent, bench.person))

    return edit


def _preview(kind: str) -> Any:
    @require_safe
    def preview(request: HttpRequest, language: str, organisation: UUID, part: UUID | None = None) -> HttpResponse:
        """The entry as everyone would see it, for the writer's eyes only."""
        bench = bench_for(request, kind, organisation, part)
        if bench.draft is None:
            return HttpResponseRedirect(_address(bench))
        form = bench.form()
        if not form.is_valid():
            return _form_page(request, bench, form, status=422)
        try:
            return preview_page(request, bench, bench.draft, form)
        except Refused as refused:
            form.refuse(refused.verdict)
            return _form_page(request, bench, form, status=422)

    return preview


def _discard(kind: str) -> Any:
    @require_POST
    def discard(request: HttpRequest, language: str, organisation: UUID, part: UUID | None = None) -> HttpResponse:
        """Throw a draft away."""
        bench = bench_for(request, kind, organisation, part)
        if bench.draft is not None:
            discard_draft(bench.draft, actor=bench.person, now=bench.now)
            messages.success(request, _("The draft is thrown away. What is published stays as it is."))
        return HttpResponseRedirect(_desk_of(bench) if bench.organisation else address("desk", language))

    return discard


def _preview_or_problems(request: HttpRequest, bench: Bench) -> HttpResponse:
    form = bench.form()
    if not form.is_valid():
        return _form_page(request, bench, form, status=422)
    return HttpResponseRedirect(address(f"preview_{bench.kind}", bench.language, **bench.words))


def _publish(request: HttpRequest, bench: Bench) -> HttpResponse:
    form = bench.form()
    if not form.is_valid() or bench.draft is None:
        return _form_page(request, bench, form, status=422)
    choices = {
        name.removeprefix("choice."): str(request.POST[name]) for name in request.POST if name.startswith("choice.")
    }
    try:
        published = publish_draft(
            bench.draft,
            form.facts(),
            actor=bench.person,
            now=bench.now,
            places=form.new_places() if isinstance(form, ServiceForm) else (),
            choices=choices,
            seen=str(request.POST.get("seen", "")),
        )
    except Refused as refused:
        if "field" not in refused.verdict.details:
            raise
        form.refuse(refused.verdict)
        return _form_page(request, bench, form, status=422)
    if published.conflicts:
        return _conflict_page(request, bench, form, published)
    for note in (*published.notes, *form.notes()):
        messages.info(request, str(note))
    messages.success(request, said_after_publishing(bench, published))
    for other in _others_at_it(bench):
        messages.info(request, other)
    return HttpResponseRedirect(f"{_desk_of(bench)}?published={bench.kind}-{bench.uid}")


def _form_page(request: HttpRequest, bench: Bench, form: EntryForm[Any], *, status: int = 200) -> HttpResponse:
    so_far = form.facts_so_far()
    if status != 422:
        # A draft is shown as it was written; what is not right yet is told when it is to be published.
        form.be_quiet()
    context = {
        **_told(bench),
        "bench": bench,
        "form": form,
        "organisation": bench.organisation,
        "on_behalf_of": bench.acting_for(so_far),
        "advice": advice(so_far),
        "problems": form.problems() if status == 422 else [],
        "more_open": status == 422 or any(contact.is_new and contact.is_bound for contact in form.contacts),
        "offers_own_contact": not is_among(form.contacts, bench.person.email),
        "municipality_names": _municipality_names(bench.language),
        "form_address": _address(bench),
        "discard_address": address(f"discard_{bench.kind}", bench.language, **bench.words),
        "sign_in_address": f"{address('sign_in', bench.language)}?next={_address(bench)}",
        "begun": bench.began.isoformat() if bench.began else "",
        "twins": _twins(bench, so_far),
        **next_step(bench, so_far),
    }
    return desk_page(
        request, _TEMPLATES[bench.kind], context, name=f"edit_{bench.kind}", words=bench.words, status=status
    )


def _elsewhere_page(request: HttpRequest, bench: Bench, data: Any) -> HttpResponse:
    """What was sent, with a word that the person has written something else in another window since."""
    messages.warning(
        request,
        _("You have written this in another window too, after you opened this one. What you see here is not saved yet.")
        + " "
        + _("Press the button again to keep what is here instead."),
    )
    return _form_page(request, bench, bench.form(data), status=409)


def _twins(bench: Bench, so_far: Any) -> list[Any]:
    """What is here already and may be the organisation somebody is adding."""
    if bench.kind != "organisation" or not bench.is_new or not so_far.name:
        return []
    return likely_twins(so_far)[:_MOST_TWINS]


def _conflict_page(request: HttpRequest, bench: Bench, form: EntryForm[Any], published: Published) -> HttpResponse:
    context = {
        **_told(bench),
        "rows": conflict_rows(published),
        "seen": published.seen,
        "sent": bench.sent(),
        "begun": bench.began.isoformat() if bench.began else "",
        "form": form,
        "form_address": _address(bench),
        "on_behalf_of": bench.acting_for(form.facts()),
    }
    template = "workspace/entries/conflicts.html"
    return desk_page(request, template, context, name=f"edit_{bench.kind}", words=bench.words, status=409)


def _told(bench: Bench) -> dict[str, Any]:
    """When the draft was saved and who else is at the entry, in words."""
    saved = bench.draft.saved if bench.draft is not None else None
    others = _others_at_it(bench)
    if bench.draft is not None and bench.thing is not None and bench.began and bench.thing.changed > bench.began:
        others.append(_("Someone has published changes to this since you began."))
    clock = date_format(timezone.localtime(saved), "G.i") if saved else ""
    return {
        "saved": _("Saved as a draft at %(clock)s. Only you can see it.") % {"clock": clock} if saved else "",
        "others": others,
        "stamp": bench.stamp,
    }


def _others_at_it(bench: Bench) -> list[str]:
    """Who else has written something for the entry that is not published."""
    others = []
    for draft, is_at_it in others_drafts(bench.kind, bench.uid, but=bench.person, now=bench.now):
        who = {"name": str(draft.person), "day": date_format(timezone.localtime(draft.saved), "j.n.")}
        if is_at_it:
            others.append(_("%(name)s is editing this too, right now.") % who)
        else:
            others.append(_("%(name)s has changes to this that are not published yet (%(day)s).") % who)
    return others


def _municipality_names(language: str) -> list[str]:
    return [area.name_in(language).value for area in current_municipalities()]


def _address(bench: Bench) -> str:
    return address(f"edit_{bench.kind}", bench.language, **bench.words)


def _desk_of(bench: Bench) -> str:
    return address("organisation_desk", bench.language, organisation=bench.organisation_uid)


_KINDS = ("organisation", "service", "location")
VIEWS: Views = {
    "new_organisation": new_organisation,
    "new_service": _new_part("service"),
    "new_location": _new_part("location"),
    **{f"edit_{kind}": _edit(kind) for kind in _KINDS},
    **{f"preview_{kind}": _preview(kind) for kind in _KINDS},
    **{f"discard_{kind}": _discard(kind) for kind in _KINDS},
}
