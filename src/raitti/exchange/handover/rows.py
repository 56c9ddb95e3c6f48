"""Rows of the database as plain values and back, by what their fields are: nothing is lost on the way.

Rows of others are named, not numbered: `refer` says how a foreign key is written, `find` what it means here.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from raitti.core.texts import versions

Row = dict[str, Any]
_NEVER = frozenset({"id", "slugs", "sort_fi", "sort_sv", "sort_en"})


def row_of(thing: models.Model, *, without: Collection[str] = (), refer: Mapping[str, Callable[[Any], Any]]) -> Row:
    """The values of a row by the names of its fields; foreign keys only as far as `refer` names them."""
    row: Row = {}
    for field in _fields(type(thing), without):
        if isinstance(field, models.ForeignKey):
            if field.name in refer:
                other = getattr(thing, field.name)
                row[field.name] = None if other is None else refer[field.name](other)
            continue
        row[field.name] = _plain(field, getattr(thing, field.name))
    return row


def fields_from(
    model: type[models.Model],
    row: Mapping[str, Any],
    *,
    without: Collection[str] = (),
    find: Mapping[str, Callable[[Any], Any]],
) -> dict[str, Any]:
    """The values to make a row of a model with. Raises `ValueError` for what the model cannot hold."""
    fields = {}
    for field in _fields(model, without):
        if field.name not in row:
            continue
        value = row[field.name]
        if isinstance(field, models.ForeignKey):
            if field.name in find:
                fields[field.name] = None if value in (None, "") else find[field.name](value)
            continue
        fields[field.name] = _kept(field, value)
    return fields


def checked(thing: models.Model) -> None:
    """Raises `ValidationError` when a field of a row holds what it may not; what is empty was so before."""
    for field in _fields(type(thing), ()):
        value = None if field.is_relation else getattr(thing, field.name)
        if value not in field.empty_values:
            field.clean(value, thing)


def _fields(model: type[models.Model], without: Collection[str]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in _NEVER and field.name not in without and not isinstance(field, models.FileField)
    ]


def _plain(field: Any, value: Any) -> Any:
    if isinstance(field, (I18nCharField, I18nTextField)):
        return versions(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return value


def _kept(field: Any, value: Any) -> Any:
    if value is None or (value == "" and field.null):
        return None
    if isinstance(field, (I18nCharField, I18nTextField)):
        if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
            raise ValueError(field.name)
        return LazyI18nString(dict(value))
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.JSONField):
        return value
    return field.to_python(value)
