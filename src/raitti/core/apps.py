from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "raitti.core"
    label = "core"

    def ready(self) -> None:
        # What is kept of people's addresses is among what they may see and have erased.
        from raitti.core import access, addressees  # noqa: F401
