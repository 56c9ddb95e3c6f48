"""What is asked of the optimiser about all projects of a programme at once: by their rows, or by a plan file."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.texts import pick
from raitti.planning.files import LARGEST_FILE
from raitti.programmes.forms.plans import AskForm
from raitti.programmes.models import Project
from raitti.programmes.programme_problems import Part

_LEFT_OUT = ""
_PARTS = (
    ("own", _("with its own staff and money")),
    ("movable", _("its money may pay other projects’ costs too")),
    ("shared", _("its staff and money are for all projects")),
    (_LEFT_OUT, _("is left out")),
)


class ProgrammeAskForm(AskForm):
    """From when to when plans are wanted, and how each project takes part."""

    def __init__(self, projects: Sequence[Project], language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes"].label = _("Projects may end earlier than that")
        self.projects = projects
        for project in projects:
            self.fields[self._field(project)] = forms.ChoiceField(
                label=pick(project.name, language).value, choices=_PARTS, required=False, initial="own"
            )

    @staticmethod
    def _field(project: Project) -> str:
        return f"part-{project.uid}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(self._field(project)) for project in self.projects):
            self.add_error(None, _("Choose at least one project."))
        return given

    def question(self) -> dict[str, Any]:
        """What a valid form asks."""
        given = self.cleaned_data
        parts: dict[UUID, Part] = {
            project.uid: part for project in self.projects if (part := given[self._field(project)]) != _LEFT_OUT
        }
        return {field: given[field] for field in ("name", "start", "end", "closes", "on")} | {"parts": parts}

    @property
    def part_fields(self) -> list[forms.BoundField]:
        return [self[self._field(project)] for project in self.projects]

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("part-")]


class ProgrammeFileForm(forms.Form):
    """A plan file with several projects."""

    name = forms.CharField(
        label=_("Name of the plan"),
        max_length=120,
        required=False,
        help_text=_("When you leave this empty, the title of the file is used."),
    )
    file = forms.FileField(
        label=_("Plan file (TOML)"),
        help_text=_("A file with several projects, and what they share."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def content(self) -> bytes:
        """The file, no more of it than is read."""
        data: bytes = self.cleaned_data["file"].read(LARGEST_FILE + 1)
        return data
