from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "raitti.core"
    label = "core"
