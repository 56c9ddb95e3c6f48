"""As what someone confirmed or changed an entry: kept in English with the entry, shown in the reader's language."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext, gettext_noop

from raitti.directory.models import Role

BY_LINK = gettext_noop("the association, by the link in its e-mail")
_OWN = gettext_noop("the association itself")
_BY_ROLE = {
    Role.OWNER: _OWN,
    Role.EDITOR: _OWN,
    Role.AGENT: gettext_noop("an association agent, who asked the association"),
    Role.CONTACT_OFFICER: gettext_noop("the municipality’s contact officer, who asked the association"),
    Role.STEWARD: gettext_noop("the region’s steward, who asked the association"),
}
YEARLY_CHECK = gettext_noop("the yearly check")
OWN_ADDRESS = gettext_noop("the entry’s own address")
ITSELF = gettext_noop("the service itself")
_NOT_PEOPLE = frozenset({BY_LINK, YEARLY_CHECK, OWN_ADDRESS, ITSELF})
_KNOWN = frozenset({BY_LINK, *_BY_ROLE.values()})


def confirmer(roles: Collection[Role]) -> str:
    """The role in which someone confirms who has these roles: their own before what they do for others."""
    return next((words for role, words in _BY_ROLE.items() if role in roles), _OWN)


def confirmer_words(thing: Any) -> str:
    """Who confirmed a thing, for everyone to read. What sources wrote there may name a person and is not shown."""
    return gettext(thing.verified_by) if thing.verified_by in _KNOWN else ""


def doer_words(name: str) -> str:
    """Who changed an entry, from its history: people and programs by their name, the others in the reader's words."""
    return gettext(name) if name in _NOT_PEOPLE else name
