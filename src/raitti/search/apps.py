from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "raitti.search"
    label = "search"
