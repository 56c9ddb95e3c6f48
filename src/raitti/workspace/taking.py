"""Files to take along from signed-in pages."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from raitti.core.verdicts import Refused, Verdict
from raitti.programmes.exporting import MEDIA_TYPES
from raitti.render.pdf import NoWriter


def file_to_take(write: Callable[[], bytes], *, name: str, form: str) -> HttpResponse:
    """What is written, to be kept under a name; refused where this machine cannot write it."""
    try:
        data = write()
    except NoWriter as lacking:
        reason = _("The file cannot be made on this machine: it lacks the package %(package)s.")
        raise Refused(Verdict("no_writer", reason % {"package": lacking.package})) from lacking
    response = HttpResponse(data, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
