"""Published schemas, resolved by file name: the addresses they name cannot be reached."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


class Schemas:
    """Validates records against the schemas of a folder, such as `../shared/data/hsds/3.0/schema`."""

    def __init__(self, folder: Path, formats: FormatChecker | None = None) -> None:
        self._formats = formats or FormatChecker()
        self._schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
        resources = {
            f"{name}.json": Resource.from_contents(schema, default_specification=DRAFT202012)
            for name, schema in self._schemas.items()
        }
        self._registry: Registry[Any] = Registry(retrieve=lambda uri: resources[uri.rpartition("/")[2]])

    def faults(self, name: str, record: Any) -> list[str]:
        """What is wrong with a record, as sentences; formats (ids, addresses, moments) are checked, too."""
        validator = Draft202012Validator(self._schemas[name], registry=self._registry, format_checker=self._formats)
        found = validator.iter_errors(record)
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300] for error in found]
