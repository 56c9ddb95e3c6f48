"""What waits in the demo: changes readers suggest, a report, and a hidden entry whose keeper appeals."""

from datetime import datetime, timedelta
from typing import Any

from raitti.core.audit import System
from raitti.directory.actions.moderation import appeal, hide, report_content
from raitti.directory.actions.services import save_service
from raitti.directory.actions.suggestions import suggest_change
from raitti.directory.demo.reading import SOURCE
from raitti.directory.facts import ServiceFacts
from raitti.directory.models import Organisation, Report, Service, Suggestion

_ADVERTISEMENT = ServiceFacts(
    source=SOURCE,
    source_id="oulu-kaakkurin-pikalaina",
    organisation="oulu-kaakkurin-ruokapoyta",
    kind="other",
    name={"fi": "Edullinen pikalaina jäsenille"},
    summary={"fi": "Rahaa tilille jo tänään, katso tarjous."},
)


def make_waiting(*, now: datetime) -> None:
    """Let something wait for the steward and the agent, once."""
    if Suggestion.objects.exists() or Report.objects.exists():
        return
    _suggest(now=now)
    _report(now=now)
    _hide(now=now)


def _suggest(*, now: datetime) -> None:
    memory = _organisation("oulu-muistivaki")
    if memory is not None:
        suggest_change(
            memory,
            proposed={
                "website": "https://tuiranmuisti.example/uusi",
                "summary": {"fi": "Muistisairaiden ja läheisten kohtaamispaikka Tuirassa ja Linnanmaalla."},
            },
            message="Olohuone on muuttanut: nyt se on kirjaston vieressä.",
            email="lukija@esimerkki.example",
            now=now - timedelta(days=4),
        )
    village = _organisation("oulu-kiviniemen-kylayhdistys")
    if village is not None:
        suggest_change(village, proposed={"phone": "044 000 1234"}, now=now - timedelta(days=20))


def _report(*, now: datetime) -> None:
    lunch = Service.objects.filter(source=SOURCE, source_id="oulu-tuvan-keittolounas").first()
    if lunch is not None:
        report_content(
            lunch,
            why=Report.Why.WRONG,
            message="Keittoa ei enää saa perjantaisin.",
            email="lukija@esimerkki.example",
            now=now - timedelta(days=9),
        )


def _hide(*, now: datetime) -> None:
    if _organisation("oulu-kaakkurin-ruokapoyta") is None:
        return
    steward, keeper = System("demo steward"), System("demo keeper")
    advertisement: Any = save_service(_ADVERTISEMENT, actor=keeper, now=now - timedelta(days=12)).thing
    reason = "Tämä on yrityksen mainos, ei yhdistyksen toimintaa."
    hiding = hide(advertisement, reason=reason, actor=steward, now=now - timedelta(days=10))
    text = "Joku muu oli kirjoittanut tämän tunnuksillamme. Poistamme mainoksen ja kirjoitamme tilalle lainasuksista."
    appeal(hiding, text, actor=keeper, now=now - timedelta(days=2))


def _organisation(source_id: str) -> Organisation | None:
    return Organisation.objects.filter(source=SOURCE, source_id=source_id).first()
