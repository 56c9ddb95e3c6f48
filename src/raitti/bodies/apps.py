"""The room of bodies, as Django knows it."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "raitti.bodies"
    label = "bodies"

    def ready(self) -> None:
        from raitti.bodies import entries, meeting_entries
        from raitti.bodies.deeds import DEEDS, WORDS
        from raitti.bodies.demo import loading, meetings
        from raitti.bodies.queries.days import register_meetings
        from raitti.bodies.queries.meeting_days import meetings_calendar
        from raitti.core.deeds import register_deeds

        entries.register()
        meeting_entries.register()
        register_meetings(meetings_calendar)
        loading.LOADERS.append(meetings.load)
        register_deeds(DEEDS, WORDS)
