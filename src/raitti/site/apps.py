from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "raitti.site"
    label = "site"

    def ready(self) -> None:
        from raitti.search.entries import register_address
        from raitti.site.addresses import address_of_hit

        register_address(address_of_hit)
