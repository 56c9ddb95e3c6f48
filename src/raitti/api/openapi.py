"""The descriptions of all services as they are committed under `docs/`."""

import json

from raitti.api.hsds import api as hsds
from raitti.api.oparl.service import api as oparl
from raitti.api.v1 import api

FILES = {"openapi.json": api, "openapi-hsds.json": hsds, "openapi-oparl.json": oparl}


def description(file: str) -> str:
    """The text of one of `FILES`: OpenAPI as JSON, in a fixed form."""
    return json.dumps(FILES[file].get_openapi_schema(), ensure_ascii=False, indent=1, default=str) + "\n"
