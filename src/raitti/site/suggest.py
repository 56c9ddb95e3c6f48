"""Anyone may suggest a change to an entry, or say that something is wrong with it; no account is needed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from raitti.accounts.models import Person
from raitti.core.rates import allow_sending, is_signed_in
from raitti.core.texts import pick
from raitti.core.verdicts import YES, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.moderation import report_content
from raitti.directory.actions.suggestions import SUGGESTABLE, suggest_change
from raitti.directory.differences import LABELS
from raitti.directory.forms.fields import Checked
from raitti.directory.models import Report, Thing
from raitti.directory.queries.finding import public_entry
from raitti.directory.queries.history import keeper_of
from raitti.directory.rules import may_report, may_suggest
from raitti.directory.snapshots import facts_of, to_json
from raitti.site.addresses import Links
from raitti.site.rendering import page

_LONG = frozenset({"description", "directions", "accessibility_note", "eligibility"})
_LONGEST = 5000
_NAME = {"required": _("The name cannot be empty.")}
_EMAIL = {"invalid": _("This does not look like an e-mail address. Check it, or leave it empty.")}
_MESSAGE = {"max_length": _("Your message is a little too long: at most 5 000 characters.")}


class _Open(forms.Form):
    """What the forms of people without an account share: an address for the answer, and a trap for programs."""

    answer_to = forms.EmailField(
        required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}), error_messages=_EMAIL
    )
    # People do not see this; programs that fill every field give themselves away.
    nickname = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def describe_errors(self) -> None:
        """Tie each error to its field for those who hear the page."""
        for name in self.errors:
            if name in self.fields:
                attributes = {"aria-invalid": "true", "aria-describedby": f"{name}-error"}
                self.fields[name].widget.attrs.update(attributes)


class SuggestForm(_Open):
    """The entry’s public texts as they are now, to be mended; what has no field of its own goes into the message."""

    message = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=_LONGEST, error_messages=_MESSAGE
    )

    def __init__(self, thing: Thing, language: str, data: Any = None) -> None:
        super().__init__(data)
        present = to_json(facts_of(thing))
        self.parts = list(SUGGESTABLE[thing._meta.model_name or ""])
        self._languages: dict[str, str] = {}
        for name in self.parts:
            value = present.get(name) or ""
            if isinstance(value, dict):
                text = pick(value, language)
                self._languages[name], value = text.language, text.value
            elif name in _TRANSLATED:
                self._languages[name] = language
            self.fields[name] = _field(name, value, self._languages.get(name, ""))
        self.order_fields([*self.parts, "message", "answer_to", "nickname"])

    def proposed(self) -> dict[str, Any]:
        """What was changed, as facts write it; of texts only the language that was shown."""
        found: dict[str, Any] = {}
        for name in self.parts:
            value = " ".join(self.cleaned_data[name].split()) if name not in _LONG else _lines(self.cleaned_data[name])
            before = str(self.fields[name].initial)
            if value != (_lines(before) if name in _LONG else " ".join(before.split())):
                language = self._languages.get(name)
                found[name] = {language: value} if language else value
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("message", "").strip() and not self.proposed():
            self.add_error(None, _("Change something first, or write what should change."))
        return said

    @property
    def shown(self) -> list[Any]:
        """The fields of the entry, as the page shows them."""
        return [self[name] for name in self.parts]


_TRANSLATED = frozenset(
    {"name", "summary", "description", "eligibility", "fee_text", "accessibility_note", "directions"}
)


def _lines(value: str) -> str:
    return value.replace("\r\n", "\n").strip()


def _field(name: str, value: str, language: str) -> forms.Field:
    attributes: dict[str, Any] = {"lang": language} if language else {}
    common: dict[str, Any] = {"required": name == "name", "label": LABELS[name], "initial": value}
    if name == "name":
        common["error_messages"] = _NAME
    if name == "email":
        return forms.EmailField(error_messages=_EMAIL, widget=forms.EmailInput(attrs=attributes), **common)
    if name == "website":
        wrong = {"invalid": _("This is not a web address; it should begin with https://.")}
        return forms.URLField(assume_scheme="https", error_messages=wrong, max_length=500, **common)
    if name == "phone":
        return Checked(checks.phone, max_length=60, **common)
    if name in _LONG:
        return forms.CharField(widget=forms.Textarea(attrs={**attributes, "rows": 6}), max_length=20_000, **common)
    return forms.CharField(widget=forms.TextInput(attrs=attributes), max_length=300, **common)


class ReportForm(_Open):
    why = forms.ChoiceField(
        choices=Report.Why.choices, widget=forms.RadioSelect, error_messages={"required": _("Choose what is wrong.")}
    )
    message = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=_LONGEST, error_messages=_MESSAGE
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Mend an entry's texts; whoever keeps it decides."""
    now, thing = timezone.now(), _thing(slug)
    if (organisation := keeper_of(thing)) is not None:
        require(may_suggest(request.user, organisation, now=now))
    form = SuggestForm(thing, language, request.POST if request.method == "POST" else None)
    patience = _patience(request, "suggest")
    if request.method == "POST" and _taken(form, patience):
        if not form.cleaned_data["nickname"]:
            suggest_change(
                thing,
                proposed=form.proposed(),
                message=form.cleaned_data["message"],
                email=form.cleaned_data["answer_to"],
                language=language,
                person=_person(request),
                now=now,
            )
        return HttpResponseRedirect(Links(request, language).to("feedback_thanks"))
    return _shown(request, "site/suggest.html", form, thing, patience, name="suggest")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Say that something is wrong with an entry, or does not belong here; the region's steward decides."""
    now, thing = timezone.now(), _thing(slug)
    if (organisation := keeper_of(thing)) is not None:
        require(may_report(request.user, organisation, now=now))
    form = ReportForm(request.POST if request.method == "POST" else None)
    patience = _patience(request, "report")
    if request.method == "POST" and _taken(form, patience):
        said = form.cleaned_data
        if not said["nickname"]:
            report_content(
                thing,
                why=said["why"],
                message=said["message"],
                email=said["answer_to"],
                language=language,
                actor=_person(request),
                now=now,
            )
        return HttpResponseRedirect(Links(request, language).to("feedback_thanks"))
    return _shown(request, "site/report.html", form, thing, patience, name="report")


def _thing(uid: str) -> Thing:
    try:
        thing = public_entry(UUID(uid))
    except ValueError:
        thing = None
    if thing is None:
        raise Http404
    return thing


def _person(request: HttpRequest) -> Person | None:
    return request.user if is_signed_in(request) and isinstance(request.user, Person) else None


def _patience(request: HttpRequest, what: str) -> Verdict:
    """Whether this person, or this connection, may send once more; reading the form takes no turn."""
    return allow_sending(request, what, now=timezone.now()) if request.method == "POST" else YES


def _taken(form: _Open, patience: Verdict) -> bool:
    """Whether what was sent can be taken in; if not, the form says why and keeps every word."""
    if not patience:
        form.add_error(None, str(patience.reason))
    if form.is_valid():
        return True
    form.describe_errors()
    return False


def _shown(
    request: HttpRequest, template: str, form: _Open, thing: Thing, patience: Verdict, *, name: str
) -> HttpResponse:
    status = 200 if not form.is_bound else 422 if patience else 429
    # The page is found by the uid, which is the same in every language.
    return page(request, template, {"form": form, "about": thing}, name=name, thing=str(thing.uid), status=status)
