"""Which column holds what: guessed from Finnish, Swedish and English headers, or told by the person importing."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from raitti.core.languages import CONTENT_CODES
from raitti.exchange.reading import MEGABYTE, read_bytes
from raitti.exchange.rows import Place, Unreadable

TRANSLATED = ("name", "summary", "description", "contact_role")
PLAIN = (
    "id", "kind", "alternative_names", "business_id", "register_number", "parent", "status", "founded_year",
    "home_municipality", "operating_areas", "topics", "target_groups", "languages", "website", "email", "phone",
    "street", "postal_code", "city", "contact_name", "contact_email", "contact_phone", "verified_on",
)  # fmt: skip
FIELDS = (*PLAIN, *TRANSLATED, *(f"{field}.{code}" for field in TRANSLATED for code in CONTENT_CODES))
IGNORED = "-"
_WORDS = {
    "id": "id, tunnus, tunniste, lähdetunniste, järjestelmätunnus, identifier, source id",
    "name": "nimi, yhdistyksen nimi, järjestön nimi, organisaation nimi, seuran nimi, yhdistys, järjestö, organisaatio,"
    " seura, namn, föreningens namn, organisationens namn, förening, name, organisation name, organization name,"
    " association name, organisation,"
    " organization, association",
    "kind": "tyyppi, muoto, oikeudellinen muoto, yhdistyksen tyyppi, organisaation tyyppi, organisaatiotyyppi, typ,"
    " form, type, legal form, legal status, organisation type",
    "alternative_names": "muut nimet, muu nimi, lyhenne, rinnakkaisnimi, aputoiminimi, förkortning, andra namn,"
    " alternative names, alternate name, abbreviation, other names",
    "summary": "tiivistelmä, lyhyesti, lyhyt kuvaus, yhdellä lauseella, sammandrag, kort beskrivning,"
    " short description",
    "description": "kuvaus, toiminta, toiminnan kuvaus, esittely, tarkoitus, beskrivning, verksamhet, presentation,"
    " about, purpose",
    "business_id": "y-tunnus, ytunnus, yritystunnus, fo-nummer, företagsnummer, business code, businessid",
    "register_number": "rekisterinumero, yhdistysrekisterinumero, rekisterinro, prh-numero, rek.nro, registernummer,"
    " föreningsregisternummer, registration number, association register number",
    "parent": "kattojärjestö, liitto, emojärjestö, piiri, takorganisation, förbund, umbrella, parent organisation",
    "status": "tila",
    "founded_year": "perustettu, perustamisvuosi, grundad, grundningsår, founded, year founded",
    "home_municipality": "kunta, kotikunta, kotipaikka, paikkakunta, kommun, hemkommun, hemort, municipality",
    "operating_areas": "toiminta-alue, toiminta-alueet, toimintakunnat, verksamhetsområde, verksamhetskommuner,"
    " operating area, service area",
    "topics": "aihe, aiheet, teema, teemat, toimiala, toimialat, aihealue, luokka, tema, teman, ämne, ämnen, topic,"
    " theme, themes, category",
    "target_groups": "kohderyhmä, kohderyhmät, målgrupp, målgrupper, target group, audience",
    "languages": "kieli, kielet, palvelukieli, palvelukielet, språk, language",
    "website": "www, verkkosivut, verkkosivu, kotisivut, kotisivu, nettisivut, nettisivu, internet, www-sivut,"
    " www-osoite, webbplats, hemsida, homepage, web, url",
    "email": "sähköposti, sähköpostiosoite, s-posti, e-mail, e-post, epost, e-postadress, mail, email address",
    "phone": "puhelin, puhelinnumero, puh, puh., gsm, telefon, telefonnummer, tfn, telephone, phone number, tel",
    "street": "osoite, katuosoite, lähiosoite, käyntiosoite, postiosoite, adress, gatuadress, besöksadress, address,"
    " street address, visiting address",
    "postal_code": "postinumero, postinro, postnummer, postcode, zip, zip code",
    "city": "postitoimipaikka, kaupunki, postort, ort, stad, town, post office",
    "contact_name": "yhteyshenkilö, yhteyshenkilön nimi, puheenjohtaja, kontaktperson, ordförande, contact person,"
    " contact",
    "contact_role": "rooli, tehtävä, yhteyshenkilön rooli, roll, uppgift, role",
    "contact_email": "yhteyshenkilön sähköposti, kontaktpersonens e-post, contact e-mail",
    "contact_phone": "yhteyshenkilön puhelin, yhteyshenkilön puhelinnumero, kontaktpersonens telefon",
    "verified_on": "tarkistettu, päivitetty, tiedot tarkistettu, kontrollerad, uppdaterad, verified, updated",
}
_LANGUAGES = {
    "fi": ("fi", "suomi", "suomeksi", "finska", "på finska", "finnish", "in finnish"),
    "sv": ("sv", "ruotsi", "ruotsiksi", "svenska", "på svenska", "swedish", "in swedish"),
    "en": ("en", "englanti", "englanniksi", "engelska", "på engelska", "english", "in english"),
    "se": ("se", "pohjoissaame", "pohjoissaameksi", "davvisámegiella", "northern sámi"),
}


@dataclass(frozen=True)
class Mapping:
    """`fields` gives a column's number for each field; `headers` its own word; `unknown` the columns passed over."""

    fields: dict[str, int]
    headers: dict[str, str]
    unknown: list[str]


def guess(header: str) -> str:
    """The field a header seems to mean, with its language where it says one; empty when it says nothing to us."""
    plain = re.sub(r"[\s_]+", " ", header.casefold()).strip(" :*")
    if plain.replace(" ", "_") in FIELDS:
        return plain.replace(" ", "_")
    language = ""
    for code, words in _LANGUAGES.items():
        for word in sorted(words, key=len, reverse=True):
            found = re.fullmatch(rf"(.+?)[ .,/-]*[(\[]?\b{re.escape(word)}[)\]]?", plain)
            if found and not language and (len(word) > 2 or not plain.endswith(f"-{word}")):
                plain, language = found[1].strip(" ([,.:"), code
    own = plain.replace(" ", "_")
    field = own if own in FIELDS else next((field for field, words in _PHRASES.items() if plain in words), "")
    if field in TRANSLATED and language:
        return f"{field}.{language}"
    return field


def map_columns(header: Sequence[str], told: dict[str, str]) -> Mapping:
    """The mapping of a table's header: what was told first, guesses for the rest.

    `told` maps a header to a field or to `-`, to pass it over. Raises `Unreadable` for a header or a
    field that does not exist, and when no column holds a name.
    """
    by_word = {word.casefold(): number for number, word in reversed(list(enumerate(header)))}
    fields: dict[str, int] = {}
    taken: set[int] = set()
    for word, field in told.items():
        if word.casefold() not in by_word:
            there = ", ".join(filter(None, header))
            raise Unreadable(_("There is no column “%(word)s”; there are: %(there)s.") % {"word": word, "there": there})
        if field not in (*FIELDS, IGNORED):
            known = ", ".join((*PLAIN, *TRANSLATED))
            raise Unreadable(_("“%(field)s” is no field; fields are: %(known)s.") % {"field": field, "known": known})
        taken.add(by_word[word.casefold()])
        if field != IGNORED:
            fields[field] = by_word[word.casefold()]
    unknown = []
    for number, word in enumerate(header):
        if number in taken or not word:
            continue
        field = guess(word)
        if field and field not in fields:
            fields[field] = number
        else:
            unknown.append(word)
    if not any(field == "name" or field.startswith("name.") for field in fields):
        there = ", ".join(filter(None, header))
        raise Unreadable(
            _('No column seems to hold the name. Say which one: --map "COLUMN=name". There are: %s.') % there
        )
    return Mapping(fields, {field: header[number] for field, number in fields.items()}, unknown)


def told_by(pairs: Iterable[str], file: Path | None) -> dict[str, str]:
    """What a TOML file (`[columns]` with `"Header" = "field"`) and `--map "Header=field"` say; the latter wins."""
    told: dict[str, str] = {}
    if file is not None:
        place = Place(file=file.name)
        try:
            text = read_bytes(file, limit=MEGABYTE).decode("utf-8-sig")
            columns = tomllib.loads(text).get("columns")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Unreadable(_("The mapping cannot be read as TOML: %s.") % error, place=place) from error
        if not isinstance(columns, dict) or not all(isinstance(field, str) for field in columns.values()):
            raise Unreadable(_("The mapping has no [columns] with a field for each header."), place=place)
        told |= columns
    for pair in pairs:
        word, mark, field = pair.rpartition("=")
        if not mark or not word.strip():
            raise Unreadable(_("“%s” does not say “column=field”.") % pair)
        told[word.strip()] = field.strip()
    return told


_PHRASES = {field: set(words.split(", ")) for field, words in _WORDS.items()}
