"""What is asked of whoever connects another program."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.exchange.models import HarvestSource


class WebhookForm(forms.Form):
    """The address that is to be told."""

    url = forms.URLField(
        label=_("Address of the program"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Whoever made the program tells it. It begins with https://."),
        error_messages={
            "required": _("Give the address of the program."),
            "invalid": _("This is not a web address."),
        },
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )


class HarvestForm(forms.ModelForm):
    """Where entries are fetched from, how often, and how the source is called on public pages."""

    language = forms.ChoiceField(label=_("Language of its texts"), choices=INTERFACE_LANGUAGES)

    class Meta:
        model = HarvestSource
        fields = ("name", "url", "language", "every_hours")
        labels = {
            "name": _("Name of the source"),
            "url": _("Address of its HSDS interface"),
            "every_hours": _("How often, in hours"),
        }
        help_texts = {
            "name": _("Readers see it: “from …, fetched on …”."),
            "url": _("Of another Raitti it is https://its-address/hsds/."),
        }
        error_messages = {
            "name": {"required": _("Give the source a name.")},
            "url": {"required": _("Give the address of the source."), "invalid": _("This is not a web address.")},
        }
