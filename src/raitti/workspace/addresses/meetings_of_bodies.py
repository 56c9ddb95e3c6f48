"""Where meetings of bodies are planned, run and told, and where letters' links about them lead."""

from collections.abc import Iterator

from raitti.core.addresses import Paths, under

_BODY = ("oma/toimielimet/<uuid:body>/", "mina-sidor/organ/<uuid:body>/", "my/bodies/<uuid:body>/")
_ALL = under(_BODY, "kokoukset/", "moten/", "meetings/")
_ONE = under(_ALL, *("<uuid:meeting>/",) * 3)
_ITEM = under(_ONE, "asia/<uuid:item>/", "arende/<uuid:item>/", "matter/<uuid:item>/")
_ANSWER = ("kokouskutsu/<str:token>/", "moteskallelse/<str:token>/", "meeting-call/<str:token>/")


def _below(
    root: tuple[str, str, str], pages: dict[str, tuple[str, str, str]]
) -> Iterator[tuple[str, tuple[str, str, str]]]:
    return ((name, under(root, *words)) for name, words in pages.items())


MEETINGS_OF_BODIES: Paths = {
    "body_meetings": _ALL,
    **dict(
        _below(
            _BODY,
            {
                "body_decisions": ("paatokset/", "beslut/", "decisions/"),
                "body_decisions_file": ("paatokset.xlsx", "beslut.xlsx", "decisions.xlsx"),
                "meeting_task_done": ("tehtavat/<uuid:task>/", "uppgifter/<uuid:task>/", "tasks/<uuid:task>/"),
            },
        )
    ),
    **dict(
        _below(
            _ALL,
            {
                "meeting_new": ("uusi/", "nytt/", "new/"),
                "meeting_year": ("vuosi/<int:year>/", "ar/<int:year>/", "year/<int:year>/"),
            },
        )
    ),
    "meeting": _ONE,
    **dict(
        _below(
            _ONE,
            {
                "meeting_edit": ("muuta/", "andra/", "edit/"),
                "meeting_call": ("kutsu/", "kallelse/", "call/"),
                "meeting_cancel": ("peru/", "installt/", "cancel/"),
                "meeting_file": ("<slug:what>.pdf",) * 3,
                "meeting_calendar": ("kalenteri.ics", "kalender.ics", "calendar.ics"),
                "item_new": ("uusi-asia/", "nytt-arende/", "new-matter/"),
                "meeting_paper": ("tiedosto/<uuid:paper>/", "fil/<uuid:paper>/", "file/<uuid:paper>/"),
                "meeting_paper_remove": (
                    "tiedosto/<uuid:paper>/poista/",
                    "fil/<uuid:paper>/ta-bort/",
                    "file/<uuid:paper>/remove/",
                ),
                "meeting_run": ("kulku/", "motesgang/", "run/"),
                "meeting_act": ("tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
                "meeting_attendance": ("lasna/", "narvaro/", "attendance/"),
                "conflict_withdraw": (
                    "esteellisyys/<int:pk>/peru/",
                    "jav/<int:pk>/aterta/",
                    "conflict/<int:pk>/withdraw/",
                ),
                "meeting_minutes": ("poytakirja/", "protokoll/", "minutes/"),
                "minutes_checkers": ("poytakirja/tarkastajat/", "protokoll/justerare/", "minutes/checkers/"),
                "minutes_correct": ("poytakirja/oikaisu/", "protokoll/rattelse/", "minutes/correction/"),
            },
        )
    ),
    "item_edit": _ITEM,
    **dict(
        _below(
            _ITEM,
            {
                "item_act": ("tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
                "item_paper": ("tiedostot/", "filer/", "files/"),
                "item_write": ("kirjaa/", "anteckna/", "write/"),
                "item_conflict": ("esteellisyys/", "jav/", "conflict/"),
                "item_task": ("tehtava/", "uppgift/", "task/"),
            },
        )
    ),
    "meeting_answer": _ANSWER,
    "meeting_answer_paper": under(_ANSWER, "<uuid:paper>/", "<uuid:paper>/", "<uuid:paper>/"),
    "minutes_check": (
        "tarkasta-poytakirja/<str:token>/",
        "justera-protokoll/<str:token>/",
        "check-minutes/<str:token>/",
    ),
    "minutes_sign": (
        "allekirjoita-poytakirja/<str:token>/",
        "underteckna-protokoll/<str:token>/",
        "sign-minutes/<str:token>/",
    ),
}
