"""The form on paper: for those who do not use a computer, filled by hand or by phone and entered by an agent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from raitti.core.texts import pick
from raitti.directory.models import ACCESSIBILITY_FACTS, Organisation, Service
from raitti.directory.queries.editing import parts_of
from raitti.directory.queries.mandates import portals_showing
from raitti.directory.snapshots import service_facts
from raitti.directory.wording import schedule_text
from raitti.render.pdf import NoWriter, pdf_from

_ACTIVITIES = 2
_TICKED = ("wheelchair", "step_free", "accessible_toilet", "induction_loop", "lift", "accessible_parking", "rollator")


@dataclass(frozen=True)
class Line:
    """One thing asked: its label, what is known, and how much room there is to write."""

    label: str
    value: str = ""
    half: bool = False
    tall: bool = False


def _organisation_lines(organisation: Organisation | None, language: str) -> list[Line]:
    known = organisation or Organisation()
    home = organisation.home_municipality if organisation else None
    return [
        Line(_("Name"), pick(known.name, language).value),
        Line(_("Home municipality"), home.name_in(language).value if home else "", half=True),
        Line(_("Register number or business ID"), known.register_number or known.business_id or "", half=True),
        Line(_("Phone"), known.phone, half=True),
        Line(_("E-mail"), known.email, half=True),
        Line(_("What you do, in one sentence"), pick(known.summary, language).value, tall=organisation is None),
    ]


def _activity_lines(service: Service | None, language: str) -> list[Line]:
    name = times = place = price = ""
    if service is not None:
        facts = service_facts(service)
        way = next(iter(service.channels.all()), None)
        name = pick(service.name, language).value
        schedules = facts.channels[0].schedules if facts.channels else ()
        times = schedule_text(schedules, language, today=timezone.localdate())
        if way is not None and way.location is not None:
            there = [pick(way.location.name, language).value, way.location.street, way.location.city]
            place = ", ".join(filter(None, there))
        price = ". ".join(filter(None, (str(service.get_fee_display()), pick(service.fee_text, language).value)))
    return [
        Line(_("What is done"), name),
        Line(_("When (for example: every other Tuesday 5–7 pm, not in July)"), times),
        Line(_("Where: place and address"), place, half=True),
        Line(_("Price and for whom"), price, half=True),
    ]


def _html(organisation: Organisation | None, language: str, *, for_file: bool, **more: Any) -> str:
    services: Sequence[Service] = parts_of(organisation)[0] if organisation else []
    shown: list[Service | None] = [*services[:_ACTIVITIES]]
    shown += [None] * (_ACTIVITIES - len(shown))
    portals = portals_showing(organisation) if organisation else []
    contact = next((f"{portal.contact_email} {portal.contact_phone}".strip() for portal in portals), "")
    name = pick(organisation.name, language).value if organisation else ""
    facts = _known_facts(services)
    context = {
        "language": language,
        "title": _("%(name)s: details on paper") % {"name": name}
        if name
        else _("Tell about your association on paper"),
        "css": "/static/css/paper.css" if for_file else static("css/paper.css"),
        "for_file": for_file,
        "is_empty": organisation is None,
        "organisation_lines": _organisation_lines(organisation, language),
        "activities": [_activity_lines(each, language) for each in shown],
        "more_activities": max(0, len(services) - _ACTIVITIES),
        "ticks": [{"label": ACCESSIBILITY_FACTS[key], "yes": facts.get(key) == "yes"} for key in _TICKED],
        "filler_lines": [Line(_("Name")), Line(_("Phone")), Line(_("Role in the association")), Line(_("Date"))],
        "contact": contact,
        **more,
    }
    return render_to_string("directory/paper/form.html", context)


def _known_facts(services: Sequence[Service]) -> dict[str, str]:
    """What is known of the first activity's place."""
    way = next((way for service in services[:1] for way in service.channels.all()), None)
    return dict(way.location.accessibility) if way is not None and way.location is not None else {}


def paper_file(organisation: Organisation | None, language: str) -> bytes:
    """The form as PDF/UA, with an organisation's present details or empty. Raises `NoWriter`."""
    return pdf_from(_html(organisation, language, for_file=True))


def paper_page(
    organisation: Organisation | None,
    language: str,
    *,
    file_address: str,
    back_address: str,
    lacking: NoWriter | None = None,
) -> str:
    """The form as a page to print; `lacking` says why there is no file."""
    package = lacking.package if lacking else ""
    return _html(
        organisation,
        language,
        for_file=False,
        file_address=file_address,
        back_address=back_address,
        no_writer=package,
    )
