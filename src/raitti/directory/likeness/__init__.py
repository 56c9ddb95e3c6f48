"""Whether two organisations may be one and the same, and by what such pairs are found."""

from raitti.directory.likeness.comparing import ENOUGH, Reason, compare, points
from raitti.directory.likeness.traits import Traits, are_family, traits_of, traits_of_facts

__all__ = ["ENOUGH", "Reason", "Traits", "are_family", "compare", "points", "traits_of", "traits_of_facts"]
