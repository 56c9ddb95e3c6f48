"""The picture of an entry: chosen, described for those who do not see it, changed and taken away."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.languages import CONTENT_LANGUAGES, INTERFACE_CODES
from raitti.core.texts import versions
from raitti.core.uploads import takes_files
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.pictures import picture_of, remove_picture, set_picture
from raitti.directory.models import Organisation
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_edit
from raitti.workspace.rendering import desk_page

_KINDS = {"organisation", "service", "location"}


class PictureForm(forms.Form):
    """A file, and what it shows in each language of the content; the reader's own comes first."""

    use_required_attribute = False
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("A JPG, PNG, WebP or GIF file of at most 10 megabytes."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )

    def __init__(self, data: Any, files: Any, *, alt: dict[str, str], language: str) -> None:
        super().__init__(data, files)
        own_first = sorted(CONTENT_LANGUAGES, key=lambda one: (one[0] != language, one[0] not in INTERFACE_CODES))
        for code, label in own_first:
            help_text: Any = ""
            if code == language:
                help_text = gettext_lazy(
                    "For those who do not see it, in one sentence: “Five people round a quilting frame, laughing”."
                )
            self.fields[f"alt_{code}"] = forms.CharField(
                label=_("What the picture shows (%(language)s)") % {"language": label},
                help_text=help_text,
                required=False,
                initial=alt.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )

    @property
    def alt(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"alt_{code}"] for code, _label in CONTENT_LANGUAGES}

    def refuse(self, refused: Refused, language: str) -> None:
        """Show a refusal at the field it is about."""
        field = str(refused.verdict.details.get("field", "picture"))
        self.add_error(f"alt_{language}" if field == "alt" else "picture", str(refused.verdict.reason))


@takes_files(megabytes=12)
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: HttpRequest, language: str, organisation: UUID, kind: str, part: UUID) -> HttpResponse:
    """Give an entry a picture, say anew what it shows, or take it away."""
    now, actor = timezone.now(), request.user
    owner = thing_by_uid("organisation", organisation)
    found = thing_by_uid(kind, part) if kind in _KINDS else None
    if not isinstance(owner, Organisation) or found is None:
        raise Http404
    if owner not in (found, getattr(found, "organisation", None)):
        raise Http404
    require(may_edit(actor, owner, now=now))
    behalf = acting_for(actor, owner, timezone.localdate(now))
    present = picture_of(found)
    words = {"organisation": organisation, "kind": kind, "part": part}
    alt = versions(present.alt) if present else {}
    if request.method != "POST":
        form = PictureForm(None, None, alt=alt, language=language)
    elif request.POST.get("action") == "remove":
        remove_picture(found, actor=actor, now=now, on_behalf_of=behalf)
        messages.success(request, _("The picture is removed."))
        return HttpResponseRedirect(address("organisation_desk", language, organisation=organisation))
    else:
        form = PictureForm(request.POST, request.FILES, alt=alt, language=language)
        if form.is_valid():
            try:
                file = form.cleaned_data["picture"]
                set_picture(found, file or None, form.alt, actor=actor, now=now, on_behalf_of=behalf)
            except Refused as refused:
                form.refuse(refused, language)
            else:
                messages.success(request, _("The picture is in its place."))
                return HttpResponseRedirect(address("picture_page", language, **words))
    context: dict[str, Any] = {
        "form": form,
        "picture": present,
        "thing": found,
        "organisation": owner,
        "on_behalf_of": behalf,
    }
    context["main_fields"] = [form["picture"], *(form[f"alt_{code}"] for code in _order(language))]
    context["more_fields"] = [form[f"alt_{code}"] for code, _label in CONTENT_LANGUAGES if code not in INTERFACE_CODES]
    status = 422 if form.errors else 200
    template = "workspace/picture.html"
    return desk_page(request, template, context, name="picture_page", words=words, status=status)


def _order(language: str) -> list[str]:
    return sorted(INTERFACE_CODES, key=lambda code: code != language)


VIEWS: Views = {"picture_page": picture}
