"""Programme shapes in words: what is measured, by which rule staff is shared out, and what a shape lacks."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raitti.planning.shapes import Shaped
from raitti.planning.shapes.rules import Rule
from raitti.programmes.wording import euros_in_words, fte_in_words

MEASURE_NAMES = {
    "population": _("people"),
    "associations": _("associations"),
    "structures": _("structures there already, 0–3"),
    "municipalities": _("municipalities"),
    "distances": _("distances, km"),
}
RULE_NAMES: dict[Rule | Literal["fairest"], Promise] = {
    "fairest": _("Best for the region served least"),
    "largest_remainder": _("Largest remainder"),
    "sainte_lague": _("Sainte-Laguë"),
    "adams": _("Adams"),
}
RULE_CHOICES = [
    ("fairest", _("Best for the region served least (optimiser)")),
    ("largest_remainder", _("Largest remainder: closest to each region’s need")),
    ("sainte_lague", _("Sainte-Laguë: favours neither great nor small regions")),
    ("adams", _("Adams: favours small regions")),
]
FIELD_NAMES = {
    "person_years": _("Size in person-years"),
    "money": _("Money of a year, euros"),
    "person_year": _("A person-year costs, euros"),
    "unit": _("Staff is shared out in parts of"),
    "rule": _("Shared out by"),
    "coordinator": _("Coordinating organisation"),
    "overhead": _("Fixed costs of each host, euros"),
    "coordination": _("Leading and coordinating, per cent of the money"),
    "presence": _("Least presence in each region, person-years"),
}
SHAPE_NAMES = {
    "national": _("One national project"),
    "regional": _("Regional projects and coordination"),
}


def lack_in_words(shaped: Shaped) -> str:
    """Why a shape does not come about, and what it would take; nothing where it does."""
    lack = shaped.lack
    if lack is None:
        return ""
    if not lack.person_years:
        sentence = gettext("Hosts and coordination alone cost more than there is.")
    else:
        sentence = gettext(
            "The least presence everywhere takes %(needed)s person-years, and the money pays %(paid)s: %(lacking)s are"
            " missing."
        ) % {
            "needed": fte_in_words(lack.needed),
            "paid": fte_in_words(shaped.person_years),
            "lacking": fte_in_words(lack.person_years),
        }
    if lack.euros is None:
        return f"{sentence} " + gettext("No money helps as long as all of it goes to coordination.")
    return f"{sentence} " + gettext("%(euros)s more would do.") % {"euros": euros_in_words(lack.euros)}
