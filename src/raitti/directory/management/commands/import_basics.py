"""`raitti import basics`: what a new installation needs before anything else, from Raitti's own tables."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from raitti.core.audit import System
from raitti.directory.actions import load_topics
from raitti.places.actions import load_facts


class Command(BaseCommand):
    help = (
        "Take in what Raitti carries: Finland's municipalities, regions, wellbeing services counties and postal codes "
        "of 2026, the topics and the national service classes. Once, before anything else; again it changes nothing."
    )

    @transaction.atomic
    def handle(self, **_: Any) -> None:
        given: dict[str, Any] = {"actor": System("the operator"), "now": timezone.now()}
        self.stdout.write(f"places: {load_facts(**given)}")
        saved = load_topics(**given)
        counts = {name: sum(getattr(one, name) for one in saved) for name in ("created", "updated", "unchanged")}
        self.stdout.write("topics: " + ", ".join(f"{number} {name}" for name, number in counts.items()) + ", 0 refused")
