from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "raitti.directory"
    label = "directory"

    def ready(self) -> None:
        from raitti.core.deeds import register_deeds
        from raitti.directory import entries
        from raitti.directory.deeds import DEEDS, WORDS

        entries.register()
        register_deeds(DEEDS, WORDS)
