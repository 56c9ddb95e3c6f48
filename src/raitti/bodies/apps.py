"""The room of bodies, as Django knows it."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "raitti.bodies"
    label = "bodies"

    def ready(self) -> None:
        from raitti.bodies import entries
        from raitti.bodies.deeds import DEEDS, WORDS
        from raitti.core.deeds import register_deeds

        entries.register()
        register_deeds(DEEDS, WORDS)
