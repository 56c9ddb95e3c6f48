from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "raitti.workspace"
    label = "workspace"

    def ready(self) -> None:
        # Letters lead to these pages, also from the worker, which never loads their views.
        from raitti.workspace import addresses  # noqa: F401
