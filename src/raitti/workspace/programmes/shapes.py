"""One national project or many regional ones: a programme's studies, each worked out anew when it is opened."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.programmes import shape_exporting
from raitti.programmes.actions import shapes as acts
from raitti.programmes.forms.shapes import ShapesForm, sent_as
from raitti.programmes.models import Programme, ShapeStudy
from raitti.programmes.queries.shapes import first_inputs, region_names, studies_of
from raitti.programmes.rules import may_see_shapes, may_study_shapes
from raitti.programmes.shape_inputs import Inputs
from raitti.programmes.shape_telling import told_shapes
from raitti.workspace.asking import status_with
from raitti.workspace.rendering import desk_page
from raitti.workspace.taking import file_to_take

_WRITERS = {"pdf": shape_exporting.study_pdf, "xlsx": shape_exporting.study_workbook}


def _programme(uid: UUID) -> Programme:
    return get_object_or_404(Programme.objects.select_related("coordinator", "funder"), uid=uid)


def _study(uid: UUID) -> ShapeStudy:
    return get_object_or_404(ShapeStudy.objects.select_related("programme__coordinator", "programme__funder"), uid=uid)


@require_safe
def shapes(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """A programme's studies."""
    now, found = timezone.now(), _programme(programme)
    require(may_see_shapes(request.user, found, now=now))
    context = {
        "programme": found,
        "studies": studies_of(found),
        "may_study": bool(may_study_shapes(request.user, found, now=now)),
    }
    return desk_page(
        request, "workspace/programmes/shapes.html", context, name="shapes", words={"programme": programme}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def shape_new(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """A new study, begun with what is counted in the regions."""
    now, found = timezone.now(), _programme(programme)
    require(may_study_shapes(request.user, found, now=now))
    return _worked_out(request, language, found, None, first_inputs(), now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def shape_study(request: HttpRequest, language: str, study: UUID) -> HttpResponse:
    """One study: both shapes side by side, and under them every figure to turn."""
    now, found = timezone.now(), _study(study)
    asks = may_study_shapes if request.method == "POST" else may_see_shapes
    require(asks(request.user, found.programme, now=now))
    return _worked_out(request, language, found.programme, found, found.inputs, now=now)


def _worked_out(
    request: HttpRequest,
    language: str,
    programme: Programme,
    study: ShapeStudy | None,
    inputs: Inputs,
    *,
    now: datetime,
) -> HttpResponse:
    """The answer to what was sent, or to what is kept; what was sent is kept only when that is asked for."""
    sent = request.method == "POST"
    kept = sent_as(study.name if study else _("New programme"), inputs)
    form = ShapesForm(region_names(inputs["regions"], language), request.POST if sent else kept, before=kept)
    told = None
    if form.is_valid():
        if sent and request.POST.get("act") in {"save", "copy"}:
            target = study if request.POST["act"] == "save" else None
            name = form.cleaned_data["name"]
            saved = acts.save_study(programme, target, name=name, inputs=form.inputs(), actor=request.user, now=now)
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address("shape_study", language, study=saved.uid))
        told = told_shapes(form.inputs(), language)
        form.tell_lacks(told.compared)
    context: dict[str, Any] = {
        "programme": programme,
        "study": study,
        "told": told,
        "form": form,
        "is_trial": sent,
        "may_study": bool(may_study_shapes(request.user, programme, now=now)),
    }
    name, words = ("shape_study", {"study": study.uid}) if study else ("shape_new", {"programme": programme.uid})
    status = status_with(form) if sent else 200
    return desk_page(request, "workspace/programmes/shape_study.html", context, name=name, words=words, status=status)


@require_POST
def shape_remove(request: HttpRequest, language: str, study: UUID) -> HttpResponse:
    """Throw a study away."""
    now, found = timezone.now(), _study(study)
    require(may_study_shapes(request.user, found.programme, now=now))
    acts.remove_study(found, actor=request.user, now=now)
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(address("shapes", language, programme=found.programme.uid))


@require_safe
def shape_file(request: HttpRequest, language: str, study: UUID, form: str) -> HttpResponse:
    """A study to take to the board."""
    now, found = timezone.now(), _study(study)
    require(may_see_shapes(request.user, found.programme, now=now))
    if form not in _WRITERS:
        raise Http404
    name = f"{found.programme.slug_in(language) or 'shapes'}-{found.pk}"
    return file_to_take(partial(_WRITERS[form], found, language), name=name, form=form)


VIEWS: Views = {
    "shapes": shapes,
    "shape_new": shape_new,
    "shape_study": shape_study,
    "shape_remove": shape_remove,
    "shape_file": shape_file,
}
