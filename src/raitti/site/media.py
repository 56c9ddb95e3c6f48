"""Pictures of entries, as files that never change: a new picture has a new address."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.core.verdicts import require
from raitti.directory.actions.pictures import small_name
from raitti.directory.models import Organisation, Picture, Publication
from raitti.directory.rules import may_edit

_A_YEAR = 365 * 24 * 3600


@require_safe
def picture(request: HttpRequest, uid: UUID, size: str = "") -> FileResponse:
    """The picture in its large or small size; nothing else of the media folder can be asked for."""
    found = (
        Picture.objects.select_related("organisation", "service__organisation", "location__organisation")
        .filter(uid=uid)
        .first()
    )
    if found is None:
        raise Http404
    thing = found.organisation or found.service or found.location
    keeper = thing if isinstance(thing, Organisation) else getattr(thing, "organisation", None)
    is_public = thing is not None and thing.publication == Publication.PUBLISHED
    if keeper is not None:
        is_public = is_public and keeper.publication == Publication.PUBLISHED
    if not is_public:
        _require_keeper(request, keeper)
    name = small_name(found) if size else found.file.name
    try:
        file = found.file.storage.open(name or "")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(file, content_type="image/webp", filename=f"{uid.hex}.webp")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable" if is_public else "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _require_keeper(request: HttpRequest, keeper: Organisation | None) -> None:
    """What is not public is shown to those who keep it, and is not there for others."""
    if keeper is None:
        raise Http404
    require(may_edit(request.user, keeper, now=timezone.now()))
