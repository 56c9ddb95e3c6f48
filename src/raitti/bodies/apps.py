"""The room of bodies, as Django knows it."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "raitti.bodies"
    label = "bodies"

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed

        from raitti.bodies import call_entries, entries, meeting_entries, statement_entries, told_elsewhere
        from raitti.bodies.actions import organisations  # noqa: F401 - so that it hears of closings
        from raitti.bodies.actions.personal import join_confirmed
        from raitti.bodies.deeds import DEEDS, WORDS
        from raitti.core.deeds import register_deeds

        entries.register()
        call_entries.register()
        meeting_entries.register()
        statement_entries.register()
        told_elsewhere.register()
        register_deeds(DEEDS, WORDS)
        email_confirmed.connect(join_confirmed, dispatch_uid="raitti.bodies")
