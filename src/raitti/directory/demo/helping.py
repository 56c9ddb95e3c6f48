"""What waits in the demo, one of each kind: suggestions, a report, an appeal, a double, a new page, a claim."""

from datetime import datetime, timedelta
from typing import Any, cast

from raitti.accounts.models import Person
from raitti.core.audit import System
from raitti.directory.actions.claims import claim_organisation
from raitti.directory.actions.first_looks import send_for_first_look
from raitti.directory.actions.mandates import give_mandate
from raitti.directory.actions.moderation import appeal, hide, report_content
from raitti.directory.actions.organisations import save_organisation
from raitti.directory.actions.services import save_service
from raitti.directory.actions.suggestions import suggest_change
from raitti.directory.demo.reading import SOURCE
from raitti.directory.facts import OrganisationFacts, ServiceFacts
from raitti.directory.models import Claim, Organisation, Publication, Report, Role, Service, Suggestion

_NEWCOMER = "tulokas@esimerkki.example"
_ADVERTISEMENT = ServiceFacts(
    source=SOURCE,
    source_id="oulu-kaakkurin-pikalaina",
    organisation="oulu-kaakkurin-ruokapoyta",
    kind="other",
    name={"fi": "Edullinen pikalaina jäsenille"},
    summary={"fi": "Rahaa tilille jo tänään, katso tarjous."},
)
# The carers' association of Merikoski as an old list of the town has it.
_DOUBLE = OrganisationFacts(
    source=SOURCE,
    source_id="oulu-merikosken-omaishoitajat-vanha-luettelo",
    name={"fi": "Merikosken Omaishoitajat"},
    summary={"fi": "Yhdistys omaistaan hoitaville. Tieto on vanhasta luettelosta."},
    home_municipality="564",
    phone="050 555 0104",
    is_example=True,
)
_NEW = OrganisationFacts(
    source=SOURCE,
    source_id="oulu-toppilan-talvipyorailijat",
    name={"fi": "Toppilan Talvipyöräilijät"},
    summary={"fi": "Pyöräillään yhdessä läpi talven, hitaasti ja eväiden kanssa."},
    description={"fi": "Lähdemme lauantaisin Toppilansalmen rannasta. Nastarenkaita voi lainata meiltä."},
    home_municipality="564",
    email="lenkki@toppilantalvi.example",
    publication=Publication.DRAFT.value,
    is_example=True,
)


def make_waiting(*, now: datetime) -> None:
    """Let something wait for the steward and the agent, once."""
    if Suggestion.objects.exists() or Report.objects.exists():
        return
    _suggest(now=now)
    _report(now=now)
    _hide(now=now)
    save_organisation(_DOUBLE, actor=System("Oulun vanha luettelo (esimerkki)"), now=now - timedelta(days=6))
    _send_new(now=now)


def make_claim(*, now: datetime) -> None:
    """Let someone ask for a page by the agent's word, once; there must be an agent for it."""
    asked_for = _organisation("oulu-digivertaiset")
    if asked_for is None or Claim.objects.exists():
        return
    claim_organisation(
        asked_for,
        way=Claim.Way.AGENT,
        actor=_newcomer(),
        now=now,
        position="sihteeri",
        message="Olen hoitanut yhdistyksen viestintää keväästä. Soittaa voi iltaisin.",
    )


def _send_new(*, now: datetime) -> None:
    """A page somebody has made for their association waits to be looked at before everyone sees it."""
    sent = now - timedelta(days=2)
    newcomer = _newcomer()
    new = cast("Organisation", save_organisation(_NEW, actor=newcomer, now=sent).thing)
    give_mandate(newcomer, new, Role.OWNER, actor=newcomer, now=sent, given_by=str(newcomer))
    send_for_first_look(new, actor=newcomer, now=sent)


def _newcomer() -> Person:
    """Someone who came to the demo before the reader did; nobody can sign in as them."""
    found = Person.objects.filter(email=_NEWCOMER).first()
    return found or Person.objects.create_user(_NEWCOMER, name="Esimerkkihenkilö")


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
    steward, keeper = System("Alueen ylläpitäjä (esimerkki)"), System("Sivun ylläpitäjä (esimerkki)")
    advertisement: Any = save_service(_ADVERTISEMENT, actor=keeper, now=now - timedelta(days=12)).thing
    reason = "Tämä on yrityksen mainos, ei yhdistyksen toimintaa."
    hiding = hide(advertisement, reason=reason, actor=steward, now=now - timedelta(days=10))
    text = "Joku muu oli kirjoittanut tämän tunnuksillamme. Poistamme mainoksen ja kirjoitamme tilalle lainasuksista."
    appeal(hiding, text, actor=keeper, now=now - timedelta(days=2))


def _organisation(source_id: str) -> Organisation | None:
    return Organisation.objects.filter(source=SOURCE, source_id=source_id).first()
