"""Studies of programme shapes are kept as they were asked, and nothing that cannot be compared is."""

import pytest

from raitti.core.audit import System
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.planning.faults import BadPlan
from raitti.programmes.actions.shapes import remove_study, save_study
from raitti.programmes.models import ShapeStudy
from raitti.programmes.shape_inputs import usual_inputs
from tests.conftest import NOW
from tests.programmes.factories import ProgrammeFactory
from tests.programmes.test_shape_inputs import COUNTS

pytestmark = pytest.mark.django_db
SYSTEM = System("test")


def save(programme, study=None, *, name="Malli", **changed):
    inputs = usual_inputs(COUNTS) | changed
    return save_study(programme, study, name=name, inputs=inputs, actor=SYSTEM, now=NOW)


def test_a_study_is_made_changed_and_removed_with_an_entry_each():
    programme = ProgrammeFactory()
    study = save(programme, name="  Uusi   ohjelma ")
    assert study.name == "Uusi ohjelma"
    save(programme, study, unit="0.5")
    assert ShapeStudy.objects.get().inputs["unit"] == "0.5"
    remove_study(study, actor=SYSTEM, now=NOW)

    assert not ShapeStudy.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "made shape study",
        "changed shape study",
        "removed shape study",
    ]


def test_saving_the_same_again_writes_nothing():
    programme = ProgrammeFactory()
    study = save(programme)
    save(programme, study, name="Uusi nimi")
    before = AuditEntry.objects.count()
    save(programme, study, name="Uusi nimi")
    assert AuditEntry.objects.count() == before


def test_what_cannot_be_compared_or_has_no_name_is_not_kept():
    programme = ProgrammeFactory()
    with pytest.raises(BadPlan):
        save(programme, person_years="")
    with pytest.raises(Refused):
        save(programme, name="  ")
    assert not ShapeStudy.objects.exists()
