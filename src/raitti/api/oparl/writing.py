"""What every OParl object of ours has: a lasting address as its id, a type, moments, and texts in one language."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from raitti.core.addresses import on_one_host
from raitti.core.texts import pick
from raitti.search.entries import address_of

SCHEMA = "https://schema.oparl.org/1.1"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ROOT = "/oparl/v1"


def url(*parts: Any) -> str:
    """The lasting address of an object or a list: on the one host, whatever region's host was asked."""
    return on_one_host("/".join((ROOT, *(str(part) for part in parts))))


def moment(value: datetime) -> str:
    """A moment as RFC 3339, in UTC."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """An object without what is not known: OParl asks to leave such out. Lists stay, empty as they may be."""
    return {name: value for name, value in data.items() if value is not None and value != ""}


class Writer:
    """Writes objects with texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, value: Any) -> str:
        return pick(value, self.language).value

    def page(self, kind: str, slugs: dict[str, str]) -> str:
        """The page people read about it."""
        path = address_of(kind, slugs, self.language)
        return on_one_host(path) if path else ""

    def object(
        self,
        address: str,
        kind: str,
        *,
        created: datetime,
        modified: datetime,
        deleted: bool = False,
        own: Mapping[str, Any] = MappingProxyType({}),
        **more: Any,
    ) -> dict[str, Any]:
        """One object; of a deleted one only the shell that tells so. `own` is what OParl does not know."""
        shell = {
            "id": address,
            "type": f"{SCHEMA}/{kind}",
            "created": moment(created),
            "modified": moment(max(created, modified)),
        }
        return shell | (
            {"deleted": True}
            if deleted
            else without_empty(more | {f"raitti:{name}": value for name, value in own.items()})
        )
