"""What is asked of whoever gives a role or hands one over."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.directory.models import Role

_LONGEST_MESSAGE = 1000


class _OfferForm(forms.Form):
    """To whom, in which language, and a few words of one's own."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Give the e-mail address."),
            "invalid": _("This is not an e-mail address. Check it letter by letter."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=INTERFACE_LANGUAGES)
    message = forms.CharField(
        label=_("A few words of your own"),
        help_text=_("They stand in the letter. You can leave this empty."),
        max_length=_LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(_OfferForm):
    role = forms.ChoiceField(
        label=_("Role on the page"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the role."), "invalid_choice": _("Choose the role.")},
    )
    until = forms.DateField(
        label=_("Last day"),
        help_text=_("If the role is for a time. You can leave this empty."),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Give the day as day.month.year.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ["email", "role", "until", "language", "message"]

    def __init__(self, *args: Any, roles: Collection[Role], today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise forms.ValidationError(_("The last day must be ahead."))
        if until is not None and self.cleaned_data.get("role") == Role.OWNER:
            raise forms.ValidationError(
                _("An owner has no last day: they hand the keys over when they stop. Leave the day empty.")
            )
        return until


class HandOverForm(_OfferForm):
    keeps = forms.ChoiceField(label=_("What you keep"), required=False, widget=forms.RadioSelect)
    field_order = ["email", "keeps", "language", "message"]

    def __init__(self, *args: Any, keepable: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not keepable:
            del self.fields["keeps"]
            return
        labels = {Role.EDITOR: _("I go on as an editor")}
        nothing = [("", _("Nothing: the role passes wholly"))]
        self.fields["keeps"].choices = nothing + [  # type: ignore[attr-defined]
            (role.value, labels.get(role, role.label)) for role in keepable
        ]
