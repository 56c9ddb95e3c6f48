from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "raitti.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from raitti.accounts.actions import erase_account, erase_log
        from raitti.accounts.adapter import trust_who_added_it
        from raitti.accounts.deeds import DEEDS, WORDS
        from raitti.accounts.queries import show_account, show_log
        from raitti.core.deeds import register_deeds
        from raitti.core.personal import Holding, register_holding

        register_deeds(DEEDS, WORDS)

        register_holding("account", Holding(_("Account"), show_account, erase_account))
        register_holding("log", Holding(_("What you have done"), show_log, erase_log))
        authenticator_added.connect(trust_who_added_it, dispatch_uid="trust_who_added_it")
