"""A file to be kept, in a form of its own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.documents import ENDINGS, MOST_BYTES


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
