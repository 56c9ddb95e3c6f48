"""The room of programmes, as Django knows it."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "raitti.programmes"
    label = "programmes"

    def ready(self) -> None:
        from raitti.programmes import entries

        entries.register()
