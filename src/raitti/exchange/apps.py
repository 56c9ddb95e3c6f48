from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "raitti.exchange"
    label = "exchange"
