"""What stands in the way of a term."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body, Term
from raitti.bodies.rules.seating import day_in_words
from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import refused


def is_free_for_term(body: Body, *, starts: date, ends: date | None, but: Term | None = None) -> Verdict:
    """Whether no other term of a body has one of the days: at any moment one knows who is appointed."""
    others = body.terms.filter(Q(ends=None) | Q(ends__gte=starts))
    if ends is not None:
        others = others.filter(starts__lte=ends)
    if but is not None:
        others = others.exclude(pk=but.pk)
    other = others.first()
    if other is None:
        return YES
    if other.ends is None:
        reason = _("A term is open since %(starts)s until further notice. End it before this one begins.")
    else:
        reason = _("This overlaps the term from %(starts)s to %(ends)s. Terms of one body follow each other.")
    words = {"starts": day_in_words(other.starts), "ends": day_in_words(other.ends) if other.ends else ""}
    return refused(reason % words, code="overlap", field="starts")
