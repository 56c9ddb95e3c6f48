"""What is asked of a structure, of the steps of its handover, of its receiver, and of who closes a project."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks
from raitti.directory.forms.fields import DayField, WebAddress, Words
from raitti.directory.forms.texts import TextsForm
from raitti.programmes.actions.structures import Evidence
from raitti.programmes.facts import StructureFacts
from raitti.programmes.models import HandoverStep, Structure, StructureKind


class StructureForm(TextsForm):
    """What lives on: what it is, who uses it, where it is found now and later, by when it is handed over."""

    def __init__(
        self,
        data: Any,
        *,
        structure: Structure | None,
        things: Sequence[tuple[str, str]],
        language: str,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.structure = structure
        self.add_texts("name", _("Name"), getattr(structure, "name", ""), language=language, rows=1)
        self.fields["kind"] = forms.ChoiceField(label=_("What is it?"), choices=StructureKind.choices)
        self.add_texts(
            "description",
            _("What it is and who uses it"),
            getattr(structure, "description", ""),
            language=language,
        )
        self.fields["due"] = DayField(label=_("To be handed over by"), required=False)
        self.fields["url"] = WebAddress(checks.url, label=_("Web address now"), help_text=_("If it has one."))
        self.fields["new_url"] = WebAddress(
            checks.url,
            label=_("Web address from now on"),
            help_text=_("If it moves. Everyone who comes by its page here is led there."),
        )
        if things:
            self.fields["thing"] = forms.ChoiceField(
                label=_("What goes along in this service"),
                required=False,
                choices=[("", _("nothing")), *things],
                help_text=_("It moves to the receiver in the same moment as the structure."),
            )
        if structure is not None:
            self.initial = {field: getattr(structure, field) for field in ("kind", "due", "url", "new_url")}
            self.initial["thing"] = _thing_of(structure)

    def facts(self) -> StructureFacts:
        """What a valid form says; what it does not show stays."""
        before, given = self.structure, self.cleaned_data
        kept = _thing_of(before) if before is not None else ""
        return StructureFacts(
            **{field: given[field] for field in ("kind", "due", "url", "new_url")},
            name=self.texts("name", getattr(before, "name", "")),
            description=self.texts("description", getattr(before, "description", "")),
            thing=given.get("thing", kept),
            is_example=before is not None and before.is_example,
        )


def _thing_of(structure: Structure) -> str:
    return f"{structure.thing_kind}:{structure.thing_uid}" if structure.thing_kind else ""


class StepForm(forms.Form):
    """When a step was taken, and what shows it."""

    on = DayField(label=_("On which day?"))
    evidence = Words(
        label=_("What shows it?"),
        help_text=_("For example: minutes of the meeting of 4 May. You can leave this empty."),
        max_length=300,
    )
    evidence_url = WebAddress(checks.url, label=_("Link to it, if there is one"))

    def given(self, language: str) -> Evidence:
        words = self.cleaned_data["evidence"]
        return Evidence(
            on=self.cleaned_data["on"],
            words={language: words} if words else {},
            url=self.cleaned_data["evidence_url"],
        )


class OfferForm(forms.Form):
    message = Words(
        label=_("A few words to the receiver"),
        help_text=_("You can leave this empty. It goes along in the letter."),
        long=True,
        max_length=2000,
    )


class AcceptForm(forms.Form):
    """What the receiver says has been done, and how long the giver may read on."""

    confirmed = forms.MultipleChoiceField(
        label=_("This has been done"), required=False, widget=forms.CheckboxSelectMultiple
    )
    giver_reads_until = DayField(label=_("The giver may read it until"))

    def __init__(self, missing: Sequence[str], *args: Any, until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels: Mapping[str, Any] = dict(HandoverStep.Step.choices)
        self.fields["confirmed"].choices = [(step, labels[step]) for step in missing]  # type: ignore[attr-defined]
        self.fields["giver_reads_until"].initial = until
        if not missing:
            del self.fields["confirmed"]


class DeclineForm(forms.Form):
    reason = Words(
        label=_("Why not?"),
        help_text=_("The giver reads this and looks for another receiver."),
        long=True,
        max_length=2000,
    )


class ReasonsForm(TextsForm):
    """Words in several languages for those who look for something later: `reason` or `words`."""

    def __init__(self, data: Any, *, field: str, label: Any, language: str, help_text: Any = "") -> None:
        super().__init__(data)
        self.add_texts(field, label, language=language, help_text=help_text)
        self.field = field

    def written(self) -> dict[str, str]:
        return self.texts(self.field)
