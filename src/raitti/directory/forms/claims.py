"""What is asked of whoever claims an entry, and of whoever says no."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.models import Claim
from raitti.directory.proofs import MOST_BYTES


class ClaimForm(forms.Form):
    way = forms.ChoiceField(
        label=_("How can we be sure?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a way."), "invalid_choice": _("Choose a way.")},
    )
    proof = forms.FileField(
        label=_("Extract from the Register of Associations"),
        help_text=_(
            "Only for the second way. A PDF, or a JPG or PNG picture, 10 megabytes at most. Only the region’s steward "
            "sees it, and it is removed when the answer has been given."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
        error_messages={"empty": _("The file is empty.")},
    )
    position = forms.CharField(
        label=_("What are you in the association?"),
        help_text=_("For example: secretary, chair, member of the board."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": _("Say what you are in the association.")},
    )
    message = forms.CharField(
        label=_("Anything else that helps"),
        help_text=_("You can leave this empty."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["position", "way", "proof", "message"]

    def __init__(self, *args: Any, ways: Collection[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = list(ways)  # type: ignore[attr-defined]
        if Claim.Way.REGISTER not in dict(ways):
            del self.fields["proof"]

    def clean_proof(self) -> bytes:
        """The content of the file; what it is, the action looks at."""
        sent = self.cleaned_data.get("proof")
        if sent is None:
            return b""
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too big. It can be 10 megabytes at most."))
        content: bytes = sent.read()
        return content


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not? The one who asked reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, so that the one who asked knows what to do next.")},
    )
