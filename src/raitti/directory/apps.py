from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "raitti.directory"
    label = "directory"

    def ready(self) -> None:
        from raitti.directory import entries

        entries.register()
