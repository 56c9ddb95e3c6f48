from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "raitti.places"
    label = "places"
