"""What happens to places: the packaged facts, a later year's register, boundaries."""

from raitti.places.actions.boundaries import import_boundaries
from raitti.places.actions.facts import load_facts
from raitti.places.actions.imports import import_areas
from raitti.places.actions.outcome import Outcome

__all__ = ["Outcome", "import_areas", "import_boundaries", "load_facts"]
