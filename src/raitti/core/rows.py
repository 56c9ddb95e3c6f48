"""Rows written down as JSON and brought back as they were, for acts that can be undone."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Field, JSONField, Model


def value_kept(row: Model, column: "Field[Any, Any]") -> Any:
    """One column's value as JSON."""
    value = column.value_from_object(row)
    if value is None or isinstance(value, (bool, int, float)) or isinstance(column, JSONField):
        return value
    return column.value_to_string(row)


def value_of(column: "Field[Any, Any]", kept: Any) -> Any:
    """The value of a column that was kept as JSON."""
    target = getattr(column, "target_field", column)
    return None if kept is None else target.to_python(kept)


def keep_row(row: Model) -> dict[str, Any]:
    """Everything a saved row holds, its key and its many-to-many links included."""
    return {
        "model": row._meta.label_lower,
        "fields": {column.attname: value_kept(row, column) for column in row._meta.concrete_fields},
        "links": {
            link.name: sorted(getattr(row, link.name).values_list("pk", flat=True)) for link in row._meta.many_to_many
        },
    }


def bring_back(kept: Mapping[str, Any], **changed: Any) -> Model:
    """Save a kept row again under the key it had; `changed` replaces values by column."""
    model = apps.get_model(kept["model"])
    values = {
        column.attname: value_of(column, kept["fields"][column.attname])
        for column in model._meta.concrete_fields
        if column.attname in kept["fields"]
    }
    row = model(**values | changed)
    row.save_base(raw=True, force_insert=True)
    for name, ids in kept["links"].items():
        known = model._meta.get_field(name).related_model._default_manager.filter(pk__in=ids)
        getattr(row, name).set(known.values_list("pk", flat=True))
    return row
