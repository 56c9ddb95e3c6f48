from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "raitti.accounts"
    label = "accounts"
