"""Decided grants as 360Giving JSON 1.4: pure rows of what is public anyway.

https://standard.threesixtygiving.org/ has the fields. A grant's id is ours and stays; an organisation is known by its
business id where it has one (list FI-PRO of org-id.guide), else by ours.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from raitti.core.addresses import full_address, on_one_host, slug_of
from raitti.core.texts import pick
from raitti.directory.models import Organisation
from raitti.places.models import Area
from raitti.programmes.models import Project
from raitti.programmes.queries.published import PublicGrant, projects, public_grants

_LONGEST_TITLE = 140
_PREFIX = "raitti"


def package(*, language: str, now: datetime) -> dict[str, Any]:
    """All decided grants of published projects, the newest first, in a language where a text has it."""
    known = projects().select_related("host", "programme__funder").prefetch_related("areas").order_by("pk")
    shown = list(known)
    grants = public_grants(shown)
    return {
        "version": "1.4",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Raitti: grants",
        "issued": now.date().isoformat(),
        "downloadURL": full_address("grants_file", language),
        "grants": list(_rows(shown, grants, language)),
    }


def _rows(shown: Iterable[Project], grants: dict[int, list[PublicGrant]], language: str) -> Iterable[dict[str, Any]]:
    for project in shown:
        for each in grants.get(project.pk, []):
            if each.decided is not None:
                yield _grant(project, each, language)


def _grant(project: Project, each: PublicGrant, language: str) -> dict[str, Any]:
    grant, decided = each.grant, each.decided
    if decided is None:
        raise ValueError("only decided grants are told")
    name = pick(project.name, language).value
    title = f"{name}, {grant.name}"
    purpose = " ".join(filter(None, (pick(grant.purpose, language).value, pick(grant.conditions, language).value)))
    row: dict[str, Any] = {
        "id": f"{_PREFIX}-{grant.uid}",
        "title": title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…",
        "description": purpose or pick(project.summary, language).value or name,
        "currency": "EUR",
        "amountAwarded": _number(decided.amount),
        "awardDate": decided.on.isoformat(),
        "url": full_address("project", language, slug=slug_of(project, language)),
        "plannedDates": [{"startDate": project.starts.isoformat(), "endDate": project.ends.isoformat()}],
        "recipientOrganization": [_organisation(project.host, language)],
        "fundingOrganization": [_organisation(project.programme.funder, language)],
        "grantProgramme": [{"code": str(project.programme.uid), "title": pick(project.programme.name, language).value}],
        "beneficiaryLocation": [_area(area, language) for area in project.areas.all()],
        "dateModified": decided.entered.isoformat(timespec="seconds"),
        "dataSource": on_one_host("/"),
    }
    if each.applied is not None:
        row["amountAppliedFor"] = _number(each.applied.amount)
    return {key: value for key, value in row.items() if value not in ("", [])}


def _organisation(found: Organisation, language: str) -> dict[str, Any]:
    known = f"FI-PRO-{found.business_id}" if found.business_id else f"{_PREFIX}-{found.uid}"
    row = {"id": known, "name": pick(found.name, language).value, "url": found.website}
    if found.business_id:
        row["companyNumber"] = found.business_id
    return {key: value for key, value in row.items() if value}


def _area(area: Area, language: str) -> dict[str, Any]:
    """By name alone: the standard's list of codes has none for Finland's areas."""
    return {"name": pick(area.name, language).value, "countryCode": "FI"}


def _number(amount: Decimal) -> int | float:
    """JSON knows no other numbers; whole euros stay whole."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
