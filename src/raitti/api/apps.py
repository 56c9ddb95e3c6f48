from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "raitti.api"
    label = "api"
