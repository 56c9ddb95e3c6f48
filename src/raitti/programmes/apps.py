"""The room of programmes, as Django knows it."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "raitti.programmes"
    label = "programmes"

    def ready(self) -> None:
        from raitti.core.deeds import register_deeds
        from raitti.programmes import entries
        from raitti.programmes.deeds import DEEDS, WORDS

        entries.register()
        register_deeds(DEEDS, WORDS)
