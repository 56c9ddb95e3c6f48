"""From the rows of a table to facts about organisations."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import process
from stdnum.fi import associationid

from raitti.core.languages import CONTENT_CODES
from raitti.core.slugs import slugify
from raitti.directory.facts import ContactFacts, LocationFacts, OrganisationFacts
from raitti.exchange.known import Known
from raitti.exchange.people import looks_personal
from raitti.exchange.ptv.kinds import kind_by_name
from raitti.exchange.reading import Table, read_table
from raitti.exchange.rows import Item, Material, Note, Place, Refusal, Row, Unreadable, Wrong, refuse_repeated
from raitti.exchange.spreadsheet.columns import Mapping, map_columns
from raitti.exchange.values import business_id_of, day_of, email_of, number_of, phone_of, text_of, url_of

SOURCE = "table"
_SEPARATOR = re.compile(r"[;,\n|]|\s/\s")
# As our own tables write languages that have no word here.
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
_KINDS = {
    "association": "yhdistys rekisteröity yhdistys ry järjestö seura förening registrerad förening rf association",
    "informal": "epävirallinen ryhmä vapaamuotoinen ryhmä rekisteröimätön yhdistys informell grupp informal",
    "foundation": "säätiö stiftelse foundation",
    "parish": "seurakunta församling parish",
    "municipality": "kunta kaupunki kommun stad municipality",
    "county": "hyvinvointialue välfärdsområde county",
    "federation": "liitto keskusjärjestö kattojärjestö piiri förbund federation umbrella",
    "funder": "rahoittaja finansiär funder",
    "company": "yritys oy ab osuuskunta företag company",
    "authority": "viranomainen myndighet authority",
}
_STATUSES = {
    "active": "active toimiva aktiivinen toiminnassa aktiv verksam",
    "dormant": "dormant lepäävä lepotilassa ei toimintaa vilande",
    "dissolved": "dissolved purettu lakkautettu lopettanut upplöst",
}
_LANGUAGES = {
    "fi": "fi suomi finska finnish",
    "sv": "sv ruotsi svenska swedish",
    "en": "en englanti engelska english",
    "se": "se pohjoissaame saame",
    "ru": "ru venäjä ryska russian",
    "et": "et viro estniska estonian",
    "uk": "uk ukraina ukrainska ukrainian",
    "ar": "ar arabia arabiska arabic",
    "so": "so somali somaliska",
}


def read_organisations(
    path: Path, *, limit: int, told: dict[str, str], source: str = SOURCE, language: str = "fi", delimiter: str = ""
) -> Material:
    """The organisations of a `.csv` or `.xlsx` table. `told` maps headers to fields; the rest is guessed.

    `source` is the name the ids are kept under, `language` that of texts whose header names none.
    Raises `Unreadable`.
    """
    table = read_table(path, limit=limit, delimiter=delimiter)
    if {"organisation", "uid"} <= set(table.header):
        reason = _("This is a table of activities or places; only organisations come in as a table.")
        way = _("Everything comes in from a package: raitti export hsds, raitti import hsds.")
        raise Unreadable(f"{reason} {way}", place=Place(file=table.name))
    mapping = map_columns(table.header, told)
    reader = _SheetReader(table, mapping, source=source, language=language)
    sentence = _("The id %s has been seen already, at %s.")
    return Material(items=refuse_repeated(reader.items(), sentence=sentence))


class _SheetReader:
    def __init__(self, table: Table, mapping: Mapping, *, source: str, language: str) -> None:
        self._table = table
        self._mapping = mapping
        self._source = source
        self._language = language
        self._known = Known()
        self._cells: list[Any] = []
        self._notes: list[str] = []

    def items(self) -> Iterator[Item]:
        place = Place(file=self._table.name)
        if self._table.remark:
            yield Note(text=self._table.remark, place=place)
        shown = ", ".join(f"{word} → {field}" for field, word in self._mapping.headers.items())
        yield Note(text=_("Columns were read as: %s.") % shown, place=place)
        if self._mapping.unknown:
            passed = ", ".join(self._mapping.unknown)
            yield Note(text=_("Columns that say nothing to us were passed over: %s.") % passed, place=place)
        for number, cells in self._table.rows:
            place = Place(file=self._table.name, row=number)
            try:
                yield self._row(cells, place)
            except Wrong as wrong:
                column = self._mapping.headers.get(wrong.column, wrong.column)
                yield Refusal(unit=self._table.name, place=place, column=column, reason=wrong.reason)

    def _row(self, cells: list[Any], place: Place) -> Row:
        if len(cells) > len(self._table.header) and any(
            text_of(str(c or "")) for c in cells[len(self._table.header) :]
        ):
            counts = {"cells": len(cells), "header": len(self._table.header)}
            raise Wrong("", _("The row has %(cells)d cells, but the header %(header)d.") % counts)
        self._cells, self._notes = cells, []
        facts = self._organisation()
        parts = tuple(self._address(facts))
        notes = tuple(self._notes)
        headers = self._mapping.headers
        return Row(unit=self._table.name, place=place, facts=facts, parts=parts, columns=headers, notes=notes)

    def _text(self, field: str) -> str:
        number = self._mapping.fields.get(field)
        value = self._cells[number] if number is not None and number < len(self._cells) else None
        if isinstance(value, bool):
            return _("yes") if value else ""
        if isinstance(value, datetime):
            value = value.date()
        return value.isoformat() if isinstance(value, date) else text_of(value, field)

    def _texts(self, field: str) -> dict[str, str]:
        found = {self._language: self._text(field)}
        found |= {code: text for code in CONTENT_CODES if (text := self._text(f"{field}.{code}"))}
        return {code: text for code, text in found.items() if text}

    def _many(self, field: str) -> list[str]:
        return [part.strip() for part in _SEPARATOR.split(self._text(field)) if part.strip()]

    def _organisation(self) -> OrganisationFacts:
        names = self._texts("name")
        if not names:
            raise Wrong("name", _("The name is missing."))
        name = next(iter(names.values()))
        business_id = self._checked(
            "business_id", business_id_of, _("“%s” is not a business ID: check its last digit.")
        )
        register_number = self._register_number()
        home = self._municipality("home_municipality", self._text("home_municipality"))
        kind = self._one_of("kind", _KINDS) or kind_by_name(name, "järjestö")
        email, contacts = self._contacts()
        topics = self._topics("topics")
        return OrganisationFacts(
            source=self._source,
            source_id=self._id(name, business_id, register_number, home),
            name=names,
            kind=kind,
            alternative_names=tuple(self._many("alternative_names")),
            summary=self._texts("summary"),
            description=self._texts("description"),
            business_id=business_id,
            register_number=register_number,
            parent=self._text("parent"),
            status=self._one_of("status", _STATUSES) or "active",
            founded_year=self._year(),
            home_municipality=home or self._known.municipality("", postal_code=self._postal_code()),
            operating_areas=tuple(self._area("operating_areas", part) for part in self._many("operating_areas")),
            topics=topics,
            target_groups=self._topics("target_groups"),
            languages=self._languages(),
            website=self._checked("website", url_of, _("“%s” is not a web address.")),
            email=email,
            phone=self._checked("phone", phone_of, _("“%s” is not a telephone number.")),
            contacts=contacts,
            verified_on=self._day("verified_on"),
        )

    def _id(self, name: str, business_id: str, register_number: str, home: str) -> str:
        """The row's own id, else a number of a register, else name and municipality."""
        if self._text("id"):
            return self._text("id")
        if register_number:
            return f"prh:{register_number}"
        return f"y:{business_id}" if business_id else f"{slugify(name)}:{home}"

    def _checked(self, field: str, check: Any, sentence: str) -> str:
        text = self._text(field)
        found = check(text) if text else ""
        if found is None:
            raise Wrong(field, sentence % text[:80])
        return str(found)

    def _register_number(self) -> str:
        text = self._text("register_number")
        if text and not associationid.is_valid(text):
            raise Wrong("register_number", _("“%s” is not a number of the Register of Associations.") % text[:80])
        return associationid.format(text) if text else ""

    def _municipality(self, field: str, text: str) -> str:
        if not text:
            return ""
        code = self._known.municipality(text)
        if not code:
            close = process.extractOne(text.casefold(), self._known.municipality_names, score_cutoff=75)
            hint = " " + _("Did you mean %s?") % close[0].title() if close else ""
            raise Wrong(field, _("There is no municipality “%s”.") % text[:60] + hint)
        return code

    def _area(self, field: str, text: str) -> str:
        return self._known.area(text) or self._municipality(field, text)

    def _one_of(self, field: str, words: dict[str, str]) -> str:
        text = self._text(field).casefold()
        if not text:
            return ""
        found = next((key for key, known in words.items() if text == key or f" {text} " in f" {known} "), "")
        if not found:
            raise Wrong(field, _("“%(text)s” is none of: %(known)s.") % {"text": text[:60], "known": ", ".join(words)})
        return found

    def _year(self) -> int | None:
        text = self._text("founded_year")
        day = day_of(text) if not text.isdigit() else None
        return day.year if day else number_of(text, "founded_year")

    def _day(self, field: str) -> date | None:
        text = self._text(field)
        day = day_of(text) if text else None
        if text and day is None:
            raise Wrong(field, _("“%s” is not a day.") % text[:60])
        return day

    def _languages(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for word in self._many("languages"):
            code = next((code for code, words in _LANGUAGES.items() if word.casefold() in words.split()), "")
            code = code or (word if _LANGUAGE_CODE.fullmatch(word) else "")
            if code:
                found[code] = None
            else:
                self._notes.append(_("The language “%s” is not known here; it was left out.") % word[:40])
        return tuple(found)

    def _topics(self, field: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for word in self._many(field):
            uri = self._known.topic(word)
            if uri:
                found[uri] = None
            else:
                self._notes.append(_("There is no topic “%s”; it was left out.") % word[:60])
        return tuple(found)

    def _contacts(self) -> tuple[str, tuple[ContactFacts, ...]]:
        """The organisation's own e-mail address and its contact. A person's is kept, but not published."""
        email = self._checked("email", email_of, _("“%s” is not an e-mail address."))
        contacts = []
        if email and looks_personal(email):
            self._notes.append(_("The e-mail address looks like a person's own and is not shown in public."))
            contacts.append(ContactFacts(email=email, is_public=False))
            email = ""
        name, role = self._text("contact_name"), self._texts("contact_role")
        own = self._checked("contact_email", email_of, _("“%s” is not an e-mail address."))
        phone = self._checked("contact_phone", phone_of, _("“%s” is not a telephone number."))
        if name or own or phone:
            is_public = not name and not (own and looks_personal(own))
            contacts.append(ContactFacts(role=role, name=name[:200], email=own, phone=phone, is_public=is_public))
        return email, tuple(contacts)

    def _postal_code(self) -> str:
        """The postal code; a workbook that takes it for a number drops its first zeros."""
        text = self._text("postal_code")
        return text.zfill(5) if text.isdigit() else text

    def _address(self, facts: OrganisationFacts) -> Iterator[LocationFacts]:
        street, postal_code, city = self._text("street"), self._postal_code(), self._text("city")
        if street:
            yield LocationFacts(
                source=self._source,
                source_id=f"{facts.source_id}/address",
                name=facts.name,
                organisation=facts.source_id,
                street=street,
                postal_code=postal_code,
                city=city,
                municipality=self._known.municipality(city, postal_code=postal_code) or facts.home_municipality,
            )
