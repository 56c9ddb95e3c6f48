"""Dividing lists into pages."""

from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query

MOST_PER_PAGE = 100
# Deep pages cost the database all pages before them; a program that wants everything takes the data package.
MOST_PAGES = 1_000_000

Page = Annotated[int, Query(1, ge=1, le=MOST_PAGES, description="Which page, from 1.")]
PerPage = Annotated[int, Query(20, ge=1, le=2**31, description="How many on a page; more than 100 counts as 100.")]


def part_of(found: QuerySet[Any], page: int, per_page: int, *, most: int | None = None) -> tuple[int, int, list[Any]]:
    """How many there are, how many pages that is, and the rows of one page of at most `most`."""
    size = min(per_page, most or MOST_PER_PAGE)
    # Counting needs none of what is fetched besides.
    total = found.order_by().select_related(None).prefetch_related(None).count()
    first = (page - 1) * size
    rows = list(found[first : first + size]) if first < total else []
    return total, -(-total // size), rows
