"""What was said between proposal and decision, campaigns, and support statements as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.forms.fields import DayField, Words
from raitti.directory.forms.texts import TextsForm
from raitti.directory.models import Publication
from raitti.programmes.facts import CampaignFacts, PleaFacts, SupportFacts
from raitti.programmes.forms.fields import YearField
from raitti.programmes.models import Campaign, Plea

_LONGEST = 2000
_PLEA_TEXTS = ("title", "text", "effect")


class PleaForm(TextsForm):
    """An appeal, opinion, meeting or answer, about one project or `of_programme`."""

    def __init__(
        self, data: Any, *, language: str, plea: Plea | None = None, of_programme: bool = False, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.plea = plea
        self.fields["kind"] = forms.ChoiceField(label=_("What it is"), choices=Plea.Kind.choices)
        self.fields["on"] = DayField(label=_("Day"))
        self.fields["given_by"] = Words(
            label=_("Who gave it"),
            max_length=200,
            required=True,
            help_text=_("An organisation, an office or a task, no private person: the associations of Lapland."),
            error_messages={"required": _("Say who gave it.")},
        )
        self.fields["grant_year"] = YearField(label=_("Grant of which year it is about"))
        for name, label, rows, missing in (
            ("title", _("Title"), 1, _("Give it a title.")),
            ("text", _("What was said"), 4, ""),
            ("effect", _("What came of it"), 2, ""),
        ):
            self.add_texts(name, label, getattr(plea, name, ""), language=language, rows=rows, missing=missing)
        self.fields["url"] = forms.URLField(
            label=_("Where it can be read"),
            required=False,
            assume_scheme="https",
            max_length=500,
            error_messages={"invalid": _("This is not a web address; it should begin with https://.")},
        )
        self.fields["is_public"] = forms.BooleanField(
            label=_("Shown on the programme’s public page")
            if of_programme
            else _("Shown on the project’s public page"),
            required=False,
            initial=True,
        )
        if plea is not None:
            plain = ("kind", "on", "given_by", "grant_year", "url", "is_public")
            self.initial = {name: getattr(plea, name) for name in plain}

    def facts(self) -> PleaFacts:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("kind", "on", "given_by", "grant_year", "url", "is_public")}
        texts: dict[str, Any] = {name: self.texts(name, getattr(self.plea, name, "")) for name in _PLEA_TEXTS}
        return PleaFacts(**plain, **texts)


class CampaignForm(TextsForm):
    """A campaign: what it asks, and from when to when."""

    def __init__(self, data: Any, *, language: str, campaign: Campaign | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.campaign = campaign
        self.add_texts(
            "name",
            _("Name of the campaign"),
            getattr(campaign, "name", ""),
            language=language,
            rows=1,
            missing=_("The name is missing."),
        )
        self.add_texts(
            "text",
            _("What it is about"),
            getattr(campaign, "text", ""),
            language=language,
            rows=8,
            help_text=_("Say what is being decided, and what you ask organisations to write."),
        )
        self.fields["opens"] = DayField(label=_("Opens"))
        self.fields["closes"] = DayField(label=_("Closes, this day still open"))
        self.fields["is_published"] = forms.BooleanField(label=_("Published"), required=False)
        if campaign is not None:
            self.initial = {
                "opens": campaign.opens,
                "closes": campaign.closes,
                "is_published": campaign.publication == Publication.PUBLISHED,
            }

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        opens, closes = said.get("opens"), said.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day comes before the first."))
        return said

    def facts(self) -> CampaignFacts:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("opens", "closes", "is_published")}
        texts: dict[str, Any] = {name: self.texts(name, getattr(self.campaign, name, "")) for name in ("name", "text")}
        is_example = self.campaign.is_example if self.campaign is not None else False
        return CampaignFacts(**plain, **texts, is_example=is_example)


class SupportForm(forms.Form):
    """A support statement, for organisations without an account."""

    name = Words(
        label=_("Name of the organisation"),
        max_length=200,
        required=True,
        error_messages={"required": _("Give the name of the organisation.")},
    )
    position = Words(
        label=_("Your task in it"), max_length=120, help_text=_("For example: chair. Your own name is not asked.")
    )
    text = forms.CharField(
        label=_("Why does this work matter to you?"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Please write nothing about anyone’s health or other private matters."),
        error_messages={
            "required": _("Write why this matters."),
            "max_length": _("This is too long: at most 2 000 characters fit."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail address for questions"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("It is shown to nobody and removed 30 days after the campaign."),
        error_messages={"invalid": _("This does not look like an e-mail address. Check it, or leave it empty.")},
    )
    # People do not see this; programs that fill every field give themselves away.
    nickname = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def facts(self, language: str) -> SupportFacts:
        said = {name: self.cleaned_data[name] for name in ("name", "position", "text", "email")}
        return SupportFacts(**said, language=language)
