from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from raitti.core.audit import System
from raitti.places import actions


class Command(BaseCommand):
    help = (
        "Load Finland's municipalities, regions, wellbeing services counties and postal codes of 2026 "
        "from the tables Raitti carries. Running it again changes nothing."
    )

    def handle(self, **options: Any) -> None:
        outcome = actions.load_facts(actor=System("load_places"), now=timezone.now())
        self.stdout.write(str(outcome))
