from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "raitti.site"
    label = "site"
