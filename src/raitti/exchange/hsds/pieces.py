"""The smaller parts of HSDS records: addresses, telephones, contacts, identifiers, topics, accessibility."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from stdnum.fi import associationid

from raitti.core.languages import CONTENT_CODES
from raitti.directory.facts import ContactFacts
from raitti.directory.models import ACCESSIBILITY_FACTS
from raitti.exchange.hsds.details import PTV, URI, Details
from raitti.exchange.known import Known
from raitti.exchange.people import sort_address
from raitti.exchange.values import business_id_of, day_of, items_of, phone_of, text_of, url_of

UNKNOWN = "-"
_FINLAND = {"", "fi", "fin", "finland", "suomi"}
_FACT = re.compile(r"(\w+)=(yes|no)")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_OHANA_FACTS = {
    "disabled_parking": "accessible_parking",
    "ramp": "step_free",
    "restroom": "accessible_toilet",
    "wheelchair": "wheelchair",
    "elevator": "lift",
    "deaf_interpreter": "sign_language",
}
_LANGUAGE_NAMES = {
    "finnish": "fi",
    "swedish": "sv",
    "english": "en",
    "russian": "ru",
    "estonian": "et",
    "spanish": "es",
    "chinese": "zh",
    "tagalog": "tl",
    "vietnamese": "vi",
    "arabic": "ar",
    "urdu": "ur",
    "french": "fr",
}


class Pieces:
    """Reads parts of records; remarks go to `note`."""

    def __init__(self, known: Known, note: Callable[[str], None]) -> None:
        self._known = known
        self._note = note

    def address(self, text: str) -> tuple[str, str]:
        """A thing's own e-mail address as (public, private)."""
        public, private = sort_address(text)
        if text and not public and not private:
            self._note(_("An e-mail address that is none was left out."))
        return public, private

    def url(self, text: str) -> str:
        url = url_of(text) if text else ""
        if url is None:
            self._note(_("“%s” is not a web address; it was left out.") % text[:80])
        return url or ""

    def year(self, value: Any) -> int | None:
        text = text_of(value, "year_incorporated")
        day = day_of(text)
        year = day.year if day else int(text) if text.isdigit() and len(text) == 4 else None
        return year if year and 1100 <= year <= 2100 else None

    def phones(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Numbers people can call, each with what it is for."""
        for each in items_of(data.get("phones"), "phones"):
            kind = text_of(each.get("type") or each.get("number_type"), "phones").casefold()
            extension = text_of(each.get("extension"), "phones")
            text = text_of(each.get("number"), "phones").strip('"')
            number = phone_of(f"{text} #{extension}" if extension and text else text)
            if number and kind not in {"fax", "pager"}:
                yield number, text_of(each.get("description") or each.get("department"), "phones")
            elif number is None and text:
                self._note(_("“%s” is not a telephone number; it was left out.") % text[:60])

    def contacts(
        self, data: Mapping[str, Any], language: str, *, first_is_own: bool, phones: bool = True
    ) -> tuple[str, tuple[ContactFacts, ...]]:
        """A thing's own number, and its contacts. What looks like one person's is not published."""
        found: list[ContactFacts] = []
        numbers = list(self.phones(data)) if phones else []
        own = numbers.pop(0)[0] if first_is_own and numbers else ""
        email = text_of(data.get("email"), "email") if not first_is_own else ""
        public, private = sort_address(email)
        if public or private:
            found.append(ContactFacts(email=public or private, is_public=bool(public)))
        found += [ContactFacts(role=_in(language, role), phone=number, is_public=True) for number, role in numbers]
        for each in items_of(data.get("contacts"), "contacts"):
            found.append(self._contact(each, language))
        return own, tuple(
            contact for contact in found if contact.email or contact.phone or contact.name or contact.role
        )

    def _contact(self, data: Mapping[str, Any], language: str) -> ContactFacts:
        details = Details(items_of(data.get("attributes"), "attributes"))
        public, private = sort_address(text_of(data.get("email"), "contacts"))
        role = text_of(data.get("title"), "contacts") or text_of(data.get("department"), "contacts")
        name = text_of(data.get("name"), "contacts")
        chosen = details.text("is_public") == "yes"
        return ContactFacts(
            role=details.texts("role") if details else _in(language, role),
            name=name[:200],
            email=public or private,
            phone=next((number for number, _role in self.phones(data)), ""),
            # A person's name and number are public by that person's choice, which others' data do not tell.
            is_public=chosen or not (name or private),
            is_association_contact=details.text("is_association_contact") == "yes",
        )

    def identifiers(self, data: Mapping[str, Any]) -> tuple[str, str, str]:
        """Finnish business ID, association register number and PTV id; others are left out with a note."""
        business_id, register_number, ptv_id = "", "", ""
        pairs = [("", text_of(data.get("tax_id"), "tax_id"))]
        for each in items_of(data.get("organization_identifiers"), "organization_identifiers"):
            scheme = f"{text_of(each.get('identifier_scheme'))} {text_of(each.get('identifier_type'))}"
            pairs.append((scheme.casefold(), text_of(each.get("identifier"), "organization_identifiers")))
        for scheme, value in pairs:
            if not value:
                continue
            if scheme.strip() == PTV.casefold():
                ptv_id = value[:200]
            elif "register" in scheme and associationid.is_valid(value):
                register_number = associationid.format(value)
            elif found := business_id_of(value):
                business_id = found
            elif scheme:
                self._note(_("The identifier %s is not a Finnish one; it was left out.") % value[:40])
        return business_id, register_number, ptv_id

    def address_fields(self, data: Mapping[str, Any], *, municipality: str) -> dict[str, str]:
        """Street, postal code, town and municipality; abroad the town names the country instead."""
        addresses = items_of(data.get("addresses"), "addresses")
        chosen = next((a for a in addresses if a.get("address_type", "physical") == "physical"), None)
        found = chosen or next(iter(addresses), {})
        values = {name: text_of(found.get(name), "addresses") for name in found if name != "attributes"}
        part = {name: "" if value == UNKNOWN else value for name, value in values.items()}.get
        street = " ".join(filter(None, (part("address_1", ""), part("address_2", ""))))
        city, postal_code, country = part("city", ""), part("postal_code", ""), part("country", "")
        if country.casefold() in _FINLAND and found:
            municipality = municipality or self._known.municipality(city, postal_code=postal_code)
        elif found:
            city = ", ".join(filter(None, (city, part("state_province", ""), country)))
        return {
            "street": street[:200],
            "postal_code": postal_code[:10],
            "city": city[:100],
            "municipality": municipality,
        }

    def accessibility(self, data: Mapping[str, Any]) -> tuple[dict[str, str], str]:
        """Facts we know by name, and the rest in words."""
        value = data.get("accessibility")
        if isinstance(value, str):
            words = {word.strip() for word in value.split(",") if word.strip()}
            known = {_OHANA_FACTS[word]: "yes" for word in sorted(words) if word in _OHANA_FACTS}
            return known, ", ".join(sorted(words - set(_OHANA_FACTS)))
        facts: dict[str, str] = {}
        said: list[str] = []
        for each in items_of(value, "accessibility"):
            detail = text_of(each.get("details"), "accessibility")
            found = _FACT.fullmatch(detail)
            if found and found[1] in ACCESSIBILITY_FACTS:
                facts[found[1]] = found[2]
            else:
                said += filter(None, (text_of(each.get("description"), "accessibility"), detail))
        return facts, "\n".join(said)

    def languages(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """Codes of the languages a service is given in."""
        value = data.get("languages")
        if isinstance(value, str):
            names = [name.strip().casefold() for name in value.split(",")]
            return tuple(dict.fromkeys(_LANGUAGE_NAMES[name] for name in names if name in _LANGUAGE_NAMES))
        codes = []
        for each in items_of(value, "languages"):
            code = text_of(each.get("code"), "languages").casefold()
            code = code or _LANGUAGE_NAMES.get(text_of(each.get("name"), "languages").casefold(), "")
            if _LANGUAGE.fullmatch(code):
                codes.append(code)
        return tuple(dict.fromkeys(codes))

    def areas(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """Municipalities named as a service's area; others stay unsaid, with a note."""
        value = data.get("service_areas")
        names = value.split(",") if isinstance(value, str) else []
        if not names:
            names = [text_of(each.get("name"), "service_areas") for each in items_of(value, "service_areas")]
        found: dict[str, None] = {}
        for name in filter(None, map(str.strip, names)):
            code = self._known.municipality(name)
            if code:
                found[code] = None
            else:
                self._note(_("There is no municipality “%s”.") % name[:60])
        return tuple(found)

    def topics(self, data: Mapping[str, Any], role: str) -> tuple[str, ...]:
        """URIs of the topics (`role` "topic") or target groups ("target_group") that a thing's attributes name."""
        found: dict[str, None] = {}
        for each in items_of(data.get("attributes"), "attributes"):
            term = each.get("taxonomy_term")
            if not isinstance(term, Mapping):
                continue
            uri = text_of(term.get("term_uri"), "attributes")
            is_group = each.get("link_type") == "target_group"
            if uri.startswith(URI) or is_group != (role == "target_group"):
                continue
            known = self._known.topic(uri, text_of(term.get("code")), text_of(term.get("name")))
            if known:
                found[known] = None
            else:
                self._note(_("There is no topic “%s”; it was left out.") % (text_of(term.get("name")) or uri)[:60])
        return tuple(found)


def _in(language: str, text: str) -> dict[str, str]:
    return {language: text} if text and language in CONTENT_CODES else {}
