"""Two organisations side by side, field by field: what can be chosen when they become one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nFieldMixin

from raitti.core.texts import versions
from raitti.directory.differences import LABELS
from raitti.directory.models import Contact, Organisation

KEPT, GONE, BOTH = "kept", "gone", "both"
# In the order they are compared; what is told apart nowhere else has its own word.
FIELDS = (
    *("name", "alternative_names", "kind", "status", "register_number", "business_id", "home_municipality"),
    *("operating_areas", "parent", "founded_year", "summary", "description", "topics", "target_groups", "languages"),
    *("website", "email", "phone", "contacts", "picture", "source"),
)
_OWN_LABELS = {"picture": _("Picture"), "source": _("Where the data come from")}
# Columns that only make sense together.
_TOGETHER = {"status": ("status", "status_since", "status_reason"), "source": ("source", "source_id")}
LISTS = frozenset({"alternative_names", "languages"})
LINKS = frozenset({"operating_areas", "topics", "target_groups"})
ROWS = frozenset({"contacts", "picture"})


@dataclass(frozen=True)
class Side:
    """One field of both: its values, which choices there are, and which one is taken unless another is made."""

    field: str
    label: str | Promise
    kept: Any
    gone: Any
    choices: tuple[str, ...]
    default: str

    @property
    def differs(self) -> bool:
        return bool(self.choices)


def columns_of(field: str) -> tuple[str, ...]:
    return _TOGETHER.get(field, (field,))


def is_translated(field: str) -> bool:
    return field not in ROWS | LINKS and isinstance(Organisation._meta.get_field(field), I18nFieldMixin)


def value(organisation: Organisation, field: str) -> Any:
    """A field's value in a form that can be compared: ids of links, texts by language, rows as tuples."""
    if field in LINKS:
        return sorted(getattr(organisation, field).values_list("pk", flat=True))
    if field == "contacts":
        return sorted(contact_as_value(row) for row in organisation.contacts.all())
    if field == "picture":
        picture = getattr(organisation, "picture", None)
        return picture.file.name if picture is not None else ""
    if field == "source":
        return f"{organisation.source} {organisation.source_id}".strip() if organisation.source_id else ""
    found = getattr(organisation, field)
    return versions(found) if is_translated(field) else found


def contact_as_value(contact: Contact) -> tuple[str, ...]:
    """What makes two contacts the same."""
    roles = (text for pair in sorted(versions(contact.role).items()) for text in pair)
    return (contact.name, contact.email, contact.phone, *roles)


def side_by_side(kept: Organisation, gone: Organisation) -> list[Side]:
    """Every field of two organisations. Where they are alike there is nothing to choose."""
    return [_side(field, kept, gone) for field in FIELDS]


def _side(field: str, kept: Organisation, gone: Organisation) -> Side:
    one, other = value(kept, field), value(gone, field)
    return Side(field, _OWN_LABELS.get(field) or LABELS[field], one, other, *_choices(field, one, other))


def _choices(field: str, kept: Any, gone: Any) -> tuple[tuple[str, ...], str]:
    """The choices there are for two values, and the one that loses least."""
    if kept == gone or not gone:
        return (), KEPT
    if not kept:
        return ((GONE, KEPT) if field != "name" else (GONE,)), GONE
    if field in LISTS | LINKS | {"contacts"}:
        is_all_there = set(gone) <= set(kept)
        return (KEPT, GONE, BOTH), KEPT if is_all_there else BOTH
    if is_translated(field):
        adds = bool(gone.keys() - kept.keys())
        return ((KEPT, GONE, BOTH), BOTH) if adds else ((KEPT, GONE), KEPT)
    return (KEPT, GONE), KEPT


def joined(field: str, choice: str, kept: Organisation, gone: Organisation) -> dict[str, Any]:
    """The columns of the one that stays, as a choice makes them; nothing for `kept`. Links come as ids."""
    if choice == KEPT or field in ROWS:
        return {}
    if choice == GONE:
        if field in LINKS:
            return {field: value(gone, field)}
        return {column: _plain(gone, column) for column in columns_of(field)}
    one, other = value(kept, field), value(gone, field)
    if is_translated(field):
        return {field: other | one}
    found = list(dict.fromkeys([*one, *other]))
    return {field: sorted(found) if field in LINKS else found}


def _plain(organisation: Organisation, column: str) -> Any:
    found = getattr(organisation, column)
    is_text = isinstance(Organisation._meta.get_field(column), I18nFieldMixin)
    return versions(found) if is_text else found


def is_pointer(column: str) -> bool:
    return isinstance(Organisation._meta.get_field(column), ForeignKey)
