"""Keeping studies of programme shapes. Only what was asked is kept: the answer is worked out anew, always the same."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions.saving import differences, set_fields
from raitti.planning.shapes.terms import check
from raitti.programmes.actions import checks
from raitti.programmes.models import Programme, ShapeStudy
from raitti.programmes.rules import may_study_shapes
from raitti.programmes.shape_inputs import Inputs, terms_of


@transaction.atomic
def save_study(
    programme: Programme, study: ShapeStudy | None, *, name: str, inputs: Inputs, actor: Any, now: datetime
) -> ShapeStudy:
    """Keep a new study, or make one ask something else. Raises `BadPlan` when the inputs cannot be compared."""
    require(may_study_shapes(actor, programme, now=now))
    check(terms_of(inputs))
    called = " ".join(name.split())[: ShapeStudy._meta.get_field("name").max_length]
    if not called:
        checks.refuse("name", name, _("Give the study a name by which you know it."), code="missing")
    fields = {"name": called, "inputs": dict(inputs)}
    if study is None:
        study = ShapeStudy.objects.create(programme=programme, made_by=str(actor)[:200], created=now, **fields)
        record(actor, "made shape study", study, now=now)
        return study
    study = ShapeStudy.objects.select_for_update().get(pk=study.pk, programme=programme)
    if changes := differences(study, fields):
        set_fields(study, fields)
        study.save()
        # The figures can be read in the study; the trail says that they are others.
        record(actor, "changed shape study", study, now=now, changes={"fields": [sorted(changes), None]})
    return study


@transaction.atomic
def remove_study(study: ShapeStudy, *, actor: Any, now: datetime) -> None:
    """Throw a study away."""
    require(may_study_shapes(actor, study.programme, now=now))
    record(actor, "removed shape study", study, now=now)
    study.delete()
