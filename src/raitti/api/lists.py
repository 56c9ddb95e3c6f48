"""What every list of our own API has: its parameters, its filters, its pages."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query

from raitti.api.frame import language_of
from raitti.api.paging import MOST_PER_PAGE, part_of
from raitti.api.problems import Problem
from raitti.core.languages import INTERFACE_CODES
from raitti.directory import queries
from raitti.directory.models import Topic
from raitti.places.models import Area

_MOST_VALUES = 50

Lang = Annotated[str, Query("", description="The reader's language: `fi`, `sv` or `en`. Else Accept-Language decides.")]
Code = Annotated[str, Query("", max_length=8, description="Official code, with its leading zeros.")]
Codes = Annotated[list[str], Query([], max_length=_MOST_VALUES, description="Any of these; repeat for more.")]
Notation = Annotated[str, Query("", max_length=64, description="A topic's notation.")]


def municipalities_of(code: str, region: str) -> list[Area]:
    """The municipalities meant, with what an ended one became part of."""
    rows = Area.objects.municipalities().prefetch_related("successors")
    if region:
        rows = rows.filter(region__code=region)
    if code:
        rows = rows.filter(code=code)
    found = list(rows)
    return [*found, *(successor for row in found if row.valid_until for successor in row.successors.all())]


def with_topic(found: QuerySet[Any], notation: str) -> QuerySet[Any]:
    """Those about a topic or anything narrower."""
    if not notation:
        return found
    keys = {key for topic in Topic.objects.filter(notation=notation) for key in queries.topic_and_narrower(topic)}
    return found.filter(Q(topics__in=keys) | Q(target_groups__in=keys))


def filled(**filters: str) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value}


def one_or_404(found: QuerySet[Any], **key: Any) -> Any:
    row = found.filter(**key).first()
    if row is None:
        raise Http404
    return row


def page_of_rows(
    found: QuerySet[Any],
    page: int,
    per_page: int,
    request: HttpRequest,
    shape: Any,
    *,
    order: tuple[str, ...] = (),
) -> dict[str, Any]:
    language = language_of(request)
    by_name = f"sort_{language if language in INTERFACE_CODES else 'fi'}"
    total, pages, rows = part_of(found.order_by(*(order or (by_name, "pk"))), page, per_page)
    results = [shape(row) for row in rows]
    return {
        "total": total,
        "page": page,
        "pages": pages,
        "per_page": min(per_page, MOST_PER_PAGE),
        "results": results,
    }


def moment_of(text: str, *, parameter: str) -> datetime | None:
    """The moment a parameter says, a day as its beginning in UTC; `None` when it says nothing."""
    if not text:
        return None
    try:
        # A plus in an address means a space, so an offset may arrive without it.
        value = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        raise Problem(422, _("%(name)s is not a moment: write 2026-01-31T12:00:00Z.") % {"name": parameter}) from None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
