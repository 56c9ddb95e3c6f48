"""What happens to places: the packaged facts, a later year's register, boundaries."""

from raitti.places.actions.facts import load_facts
from raitti.places.actions.outcome import Outcome

__all__ = ["Outcome", "load_facts"]
