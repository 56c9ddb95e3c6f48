"""Who holds what in a body: the term of a day, the terms somebody sits on end, and what stands in the way of a span."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from raitti.bodies.models import Body, Holder, Holding, Term
from raitti.directory.models import Organisation


def term_on(body: Body, day: date) -> Term | None:
    """The term a day lies in."""
    return body.terms.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day).first()


def same_person(holder: Holder) -> Q:
    """Holdings of one and the same person, whether once or twice in our books."""
    theirs = Q(holder=holder)
    if holder.person_id is not None:
        theirs |= Q(holder__person=holder.person_id)
    return theirs


def overlapping(holdings: QuerySet[Holding], *, since: date, until: date | None) -> QuerySet[Holding]:
    """Those of the holdings that share a day with a span."""
    found = holdings.filter(Q(until=None) | Q(until__gte=since))
    return found.filter(since__lte=until) if until is not None else found


def terms_of_person(body: Body, holder: Holder) -> set[int]:
    """The terms in which somebody sat in a body as a member: as a deputy one only stands by."""
    found = Holding.objects.members().filter(same_person(holder), seat__body=body, term__isnull=False)
    return set(found.values_list("term", flat=True))


def terms_of_organisation(body: Body, organisation: Organisation) -> set[int]:
    """The terms in which somebody sat in a body as a member on an organisation's nomination."""
    found = Holding.objects.members().filter(nominated_by=organisation, seat__body=body, term__isnull=False)
    return set(found.values_list("term", flat=True))


def on_end(order: list[int], sat: Collection[int], term: int) -> int:
    """How many terms on end are sat, that one among them; `order` are the keys of all terms in their order."""
    before = after = order.index(term)
    while before > 0 and order[before - 1] in sat:
        before -= 1
    while after + 1 < len(order) and order[after + 1] in sat:
        after += 1
    return after - before + 1


def order_of_terms(body: Body) -> list[int]:
    return list(body.terms.order_by("starts", "pk").values_list("pk", flat=True))
