"""What is asked of a structure, of the steps of its handover, of its receiver, and of who closes a project."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import CONTENT_CODES
from raitti.core.texts import versions
from raitti.directory.forms.fields import WebAddress, Words
from raitti.directory.forms.parts import Part
from raitti.directory.forms.tongues import add_texts, shown_texts, written_texts
from raitti.programmes.actions.structures import Evidence
from raitti.programmes.facts import StructureFacts
from raitti.programmes.files import ENDINGS, MOST_BYTES
from raitti.programmes.models import HandoverStep, Structure, StructureKind

_NO_DAY = _("This is no day. Write it as 2026-11-30.")


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Give the day."), "invalid": _NO_DAY},
        **options,
    )


class TextsForm(Part):
    """A form with texts in several languages; a refusal of a text stands at its first language."""

    texts: tuple[str, ...] = ()

    def place(self, field: str, reason: str) -> None:
        """Show a reason where it belongs."""
        at = f"{field}_{CONTENT_CODES[0]}" if field in self.texts else field
        self.add_error(at if at in self.fields else None, reason)


class StructureForm(TextsForm):
    """What lives on: what it is, who uses it, where it is found now and later, by when it is handed over."""

    texts = ("name", "description")
    kind = forms.ChoiceField(label=_("What is it?"), choices=StructureKind.choices)
    due = _day(_("Handed over by"), required=False)
    url = WebAddress(label=_("Web address now"), help_text=_("If it has one."))
    new_url = WebAddress(
        label=_("Web address from now on"),
        help_text=_("If it moves. Everyone who comes by its page here is led there."),
    )
    thing = forms.ChoiceField(
        label=_("What goes along in this service"),
        required=False,
        help_text=_("It moves to the receiver in the same moment as the structure."),
    )

    def __init__(self, *args: Any, things: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "name", label=_("Name"))
        add_texts(self, "description", label=_("What it is and who uses it"), long=True)
        self.fields["thing"].choices = [("", _("nothing")), *things]  # type: ignore[attr-defined]
        if not things:
            del self.fields["thing"]

    @staticmethod
    def shown(structure: Structure | None) -> dict[str, Any]:
        if structure is None:
            return {}
        fields = {field: getattr(structure, field) for field in ("kind", "due", "url", "new_url")}
        fields["thing"] = f"{structure.thing_kind}:{structure.thing_uid}" if structure.thing_kind else ""
        texts = {field: versions(getattr(structure, field)) for field in StructureForm.texts}
        return fields | {key: words for name, of in texts.items() for key, words in shown_texts(name, of).items()}

    def facts(self, before: Structure | None) -> StructureFacts:
        given = self.cleaned_data
        thing = self.initial.get("thing", "") if "thing" not in self.fields else given["thing"]
        return StructureFacts(
            kind=given["kind"],
            name=written_texts(self, "name"),
            description=written_texts(self, "description"),
            url=given["url"],
            new_url=given["new_url"],
            due=given["due"],
            thing=thing,
            is_example=before is not None and before.is_example,
        )


class StepForm(forms.Form):
    """When a step was taken, and what shows it."""

    on = _day(_("On which day?"))
    evidence = Words(
        label=_("What shows it?"),
        help_text=_("For example: minutes of the meeting of 4 May. You can leave this empty."),
        max_length=300,
    )
    evidence_url = WebAddress(label=_("Link to it, if there is one"))

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
    giver_reads_until = _day(_("The giver may read it until"))

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


class EndForm(TextsForm):
    """Why something does not live on."""

    texts = ("reason",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "reason", label=_("Why it ends"), long=True)

    def reason(self) -> dict[str, str]:
        return written_texts(self, "reason")


class CloseForm(TextsForm):
    """Words for those who look for the project later."""

    texts = ("words",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "words", label=_("Closing words"), long=True)

    def words(self) -> dict[str, str]:
        return written_texts(self, "words")


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A document, table, picture or text, 10 megabytes at most: PDF, ODT, DOCX, XLSX, CSV, JPG, PNG …"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> tuple[str, bytes]:
        """Its name and content; what it is, the action looks at."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too big. It can be 10 megabytes at most."))
        return sent.name, sent.read()
