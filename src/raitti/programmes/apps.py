"""The room of programmes, as Django knows it."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "raitti.programmes"
