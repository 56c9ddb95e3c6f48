"""Filling in an entry's form as a browser would."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from raitti.core.addresses import address
from raitti.directory.models import Organisation

HOST = {"host": "localhost:8000"}


class _Form(HTMLParser):
    """What a browser would send of the entry's form on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.inside = False
        self.text: str | None = None
        self.select: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form":
            self.inside = "data-draft" in at
        name = at.get("name")
        if not self.inside:
            return
        if tag == "input" and name and (at.get("type") not in {"checkbox", "radio"} or "checked" in at):
            self.fields.append((name, at.get("value") or ("on" if at.get("type") == "checkbox" else "")))
        if tag == "textarea" and name:
            self.text = ""
            self.fields.append((name, ""))
        if tag == "select" and name:
            self.select = name
        if tag == "option" and self.select and "selected" in at:
            self.fields.append((self.select, at.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            # A browser drops the first line break and sends the others as CRLF.
            words = self.text.removeprefix("\n").replace("\n", "\r\n")
            self.fields[-1] = (self.fields[-1][0], words)
            self.text = None
        if tag == "select":
            self.select = None
        if tag == "form":
            self.inside = False


def form_on(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in _Form(page).fields:
        found.setdefault(name, []).append(value)
    assert found, "no form here"
    return found


def open_form(client: Client, path: str) -> dict[str, list[str]]:
    response = client.get(path, headers=HOST)
    assert response.status_code == 200
    return form_on(response.content.decode())


def press(client: Client, path: str, fields: dict[str, Any], action: str = "publish", **headers: str) -> Any:
    return client.post(path, {**fields, "action": action}, headers={**HOST, **headers})


def in_one_window(fields: dict[str, Any]) -> dict[str, Any]:
    """The form as a page knows it that has saved it since, as the page's script does."""
    return {name: value for name, value in fields.items() if name != "stamp"}


def edit(organisation: Organisation) -> str:
    return address("edit_organisation", "fi", organisation=organisation.uid)
