"""What answers look like, for the descriptions of both services: refusals, and the standard's schemas by address."""

from typing import Any

_SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
_PROBLEM = {
    "description": "Why not, as problem details (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"type": "object"}}},
}

# How any endpoint may refuse.
REFUSALS: dict[str, Any] = {"responses": dict.fromkeys((400, 404, 414, 422, 429), _PROBLEM)}

# A key is never needed; with one a program may ask more often.
KEYS: dict[str, Any] = {
    "components": {
        "securitySchemes": {
            "key": {
                "type": "http",
                "scheme": "bearer",
                "description": "Optional. A key made on one's own pages lets a program ask ten times as often.",
            }
        }
    },
    "security": [{}, {"key": []}],
}


def _schema(name: str) -> dict[str, Any]:
    return {"type": "object"} if name == "object" else {"$ref": f"{_SCHEMAS}/{name}.json"}


def _responses(schema: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": "The answer.", "content": {"application/json": {"schema": schema}}}
    return {"responses": {200: answer, 406: _PROBLEM} | REFUSALS["responses"]}


def one(name: str) -> dict[str, Any]:
    """The description of an endpoint that answers one record of the standard."""
    return _responses(_schema(name))


def page_of(name: str) -> dict[str, Any]:
    """The description of an endpoint that answers a page of records."""
    numbers = {key: {"type": "integer"} for key in ("total_items", "total_pages", "page_number", "size")}
    flags = {key: {"type": "boolean"} for key in ("first_page", "last_page", "empty")}
    contents = {"contents": {"type": "array", "items": _schema(name)}}
    properties: dict[str, Any] = {**numbers, **flags, **contents}
    return _responses({"type": "object", "required": list(properties), "properties": properties})
