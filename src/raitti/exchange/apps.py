from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "raitti.exchange"
    label = "exchange"

    def ready(self) -> None:
        from raitti.core.deeds import register_deeds
        from raitti.exchange.deeds import DEEDS

        register_deeds(DEEDS, {})
        # Webhooks hear of changes from the first one on, whichever process makes it.
        from raitti.exchange.actions import webhooks  # noqa: F401
