"""The feedback form: a message to whoever looks after the pages."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.mail import send_letter_later
from raitti.core.rates import allow_sending
from raitti.core.shelf import shelved
from raitti.core.texts import pick
from raitti.directory.models import Location, Organisation, Portal, Service, Thing
from raitti.site.addresses import Links
from raitti.site.rendering import page, portal_of

_LONGEST = 5000
_PAGES = {Organisation: "organisation", Service: "service", Location: "location"}


class FeedbackForm(forms.Form):
    """A message and, if an answer is wanted, an address."""

    message = forms.CharField(
        widget=forms.Textarea(attrs={"maxlength": _LONGEST}),
        max_length=_LONGEST,
        error_messages={
            "required": _("Write your message here."),
            "max_length": _("Your message is a little too long: at most 5 000 characters."),
        },
    )
    email = forms.EmailField(
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This does not look like an e-mail address. Check it, or leave it empty.")},
    )
    about = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    # People do not see this; programs that fill every field give themselves away.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs.update({"aria-invalid": "true", "aria-describedby": f"{name}-error"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, language: str) -> HttpResponse:
    """Take a message in and send it on by mail; what was written stays on the page until it is right."""
    about = _about(request.POST.get("about") or request.GET.get("about", ""))
    if request.method != "POST":
        form = FeedbackForm(initial={"about": about.uid if about else ""})
        return page(request, "site/feedback.html", {"form": form, "about": about}, name="feedback")
    form = FeedbackForm(request.POST)
    patience = allow_sending(request, "feedback", now=timezone.now())
    if not patience:
        form.add_error(None, str(patience.reason))
    if form.is_valid():
        if not form.cleaned_data["website"]:
            _send(form.cleaned_data, about, portal_of(request), Links(request, language))
        return HttpResponseRedirect(Links(request, language).to("feedback_thanks"))
    status = 422 if patience else 429
    return page(request, "site/feedback.html", {"form": form, "about": about}, name="feedback", status=status)


@require_safe
@shelved()
def feedback_thanks(request: HttpRequest, language: str) -> HttpResponse:
    return page(request, "site/feedback_thanks.html", {}, name="feedback_thanks")


def _about(uid: str) -> Thing | None:
    """The public thing the message is about."""
    try:
        key = UUID(uid)
    except ValueError:
        return None
    for model in (Organisation, Service, Location):
        found = model.objects.visible_to(None).filter(uid=key).first()
        if found:
            return found
    return None


def _send(message: dict[str, str], about: Thing | None, portal: Portal | None, links: Links) -> None:
    subject = pick(about.name, links.language).value if about else "Raitti"
    send_letter_later(
        to=portal.contact_email if portal and portal.contact_email else settings.DEFAULT_FROM_EMAIL,
        subject=gettext("Feedback: %(about)s") % {"about": subject},
        template="feedback",
        language=links.language,
        context={
            "message": message["message"],
            "email": message["email"],
            "about": subject if about else "",
            "about_address": links.canonical(_PAGES[type(about)], about) if about else "",
        },
        reply_to=message["email"],
    )
