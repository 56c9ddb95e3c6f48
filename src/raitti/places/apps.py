from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "raitti.places"
    label = "places"

    def ready(self) -> None:
        # Models can be imported only once all apps are loaded.
        from raitti.places.queries import list_entries
        from raitti.search.entries import register_source

        register_source("municipality", list_entries)
