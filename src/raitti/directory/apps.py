from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "raitti.directory"
    label = "directory"
