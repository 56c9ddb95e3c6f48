"""Persons behind contacts: whose address is one person's own, and what a person agrees to when named here."""

import re

from dateutil.relativedelta import relativedelta
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a person says yes to, by the version that is kept with the yes. A changed text gets a version of its own.
CONSENT_TEXTS: dict[str, str | Promise] = {
    "2026-11": _(
        "My name and contact details may be shown on the association’s page so that people reach the association. "
        "They are kept for two years at a time, and I can have them removed at any time by the link in the letter "
        "I get or by asking the association."
    ),
}
CONSENT_TEXT = "2026-11"
# How long a person's contact is kept without being agreed to or confirmed anew.
KEPT = relativedelta(months=24)
# Words an address is made of when whoever is on duty reads it.
_OFFICE_WORDS = frozenset(
    """
    kirjaamo info infopiste toimisto asiakaspalvelu palaute neuvonta yhdistys jarjesto hallitus sihteeri
    sihteeristo puheenjohtaja rahastonhoitaja toiminnanjohtaja toiminta jasen jasenet jasenasiat jasensihteeri
    tiedotus viestinta posti sposti kunta kaupunki seurakunta virasto palvelu palvelut palvelupiste
    yhteispalvelu keskus liitto seura kyla kylat kylayhdistys tupa talo koulu lukio kirjasto museo kanslia
    rehtori johtaja tilaukset varaukset varaus ilmoittautumiset rekrytointi laskutus talous hallinto tuki
    ohjaus kurssit kerho nuoriso lapset perhe perheet vapaaehtoiset tapahtumat kansalaisopisto oppisopimus
    kauppakamari yrittajat yrityspalvelut ymparistopalvelut rakennusvalvonta vastaanotto paivystys kehitys
    webmaster hakutoimisto neuvoa etu te ely tem avi office contact hello admin mail post service services
    support board secretary chair team press media sales booking bookings help kansli styrelse styrelsen
    kontor kontoret ordforande sekreterare kassor medlem medlemmar forening foreningen kommun stad forsamling
    byggnad registratur bokning email
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# First names so common that an address of one word is likely a person's.
_FIRST_NAMES = frozenset(
    """
    aino anna anne anneli anni annika antti ari arto eero eeva elina ella emilia emma erkki esa eva hanna
    hannu harri heidi heikki heli helena henna iida ilkka ilona inkeri irma jaakko jaana jani janne jari jarmo
    johanna jorma jouni juha juhani jukka jussi kaarina kai kaija kaisa kalevi kari katariina kati katja katri
    kirsi kristiina laura lauri leena liisa maarit maija mari maria marika marja marjo marko markku markus
    martti matti mervi merja mia mika mikko minna mirja nina niina noora olli outi paavo paivi pasi paula
    pauli pekka pentti petri petteri pia pirjo pirkko raija raimo reijo riikka riitta risto ritva saara sakari
    sami sanna sari satu seija seppo sirpa sofia susanna taina tanja tapani tapio tarja teemu terhi tero tiina
    timo tomi tuija tuomas tuula ulla vesa veikko ville virpi
    """.split()  # noqa: SIM905
)
_PARTS = re.compile(r"[.\-_+]")
_PERSON = re.compile(r"[a-zà-öø-ÿ]{1,20}(?:-[a-zà-öø-ÿ]+)?[._][a-zà-öø-ÿ]{2,30}(?:-[a-zà-öø-ÿ]+)?\d{0,2}")
# "First name dot last name" is a pattern for guessing addresses, not an address.
_PATTERNS = ("etunimi", "fornamn", "förnamn", "firstname", "sukunimi")


def is_pattern(address: str) -> bool:
    """Whether the address only explains how to form one: `etunimi.sukunimi@…`."""
    local = address.casefold().partition("@")[0]
    return any(word in local for word in _PATTERNS)


def is_of_a_role(address: str) -> bool:
    """Whether whoever is on duty reads the address: `sihteeri@…`, `info@…`, the association's name before its own."""
    local, _at, domain = address.casefold().partition("@")
    return any(part.rstrip("0123456789") in _OFFICE_WORDS for part in _parts(local)) or local in domain.split(".")


def _parts(local: str) -> list[str]:
    return _PARTS.split(local.replace("ä", "a").replace("ö", "o").replace("å", "a"))


def looks_personal(address: str) -> bool:
    """Whether an e-mail address seems to be one person's: `virve.esimerkki@…`, `v.esimerkki@…`, `virve@…`."""
    if is_of_a_role(address):
        return False
    local = address.casefold().partition("@")[0]
    parts = _parts(local)
    if len(parts) == 1:
        return parts[0] in _FIRST_NAMES
    return bool(_PERSON.fullmatch(local))


def is_of_a_person(name: str, email: str) -> bool:
    """Whether a contact is a person's own: someone is named, or the address is one person's."""
    return bool(name) or bool(email and looks_personal(email))
