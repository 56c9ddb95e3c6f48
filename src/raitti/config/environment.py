"""How settings are read from the environment."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    return env(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def database(url: str, *, data: Path) -> dict[str, object]:
    """Connection settings from a `DATABASE_URL`, or the SQLite file in the folder `data` when it is empty."""
    if not url:
        data.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "raitti.sqlite3",
            # A connection kept is a warm page cache kept: opening one for each page costs more than the queries.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Without IMMEDIATE, two writers that first read get "database is locked" instead of a turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # A large index is read where the system keeps the file, not copied page by page.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-32000;"
                "PRAGMA mmap_size=2147483648;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// (leave it out to use SQLite).")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


_NEEDED = ("id", "name", "client_id", "secret_name", "server_url")


def openid_providers(text: str) -> list[dict[str, Any]]:
    """Other places to sign in by, from a JSON list of objects with `id`, `name`, `client_id`, `secret_name`,
    `server_url` and, if the addresses it tells are known to be people's own, `"trusts_email": true`. `strong` names
    claims with the values that say that it asked for a second step; `ask` is added to what it is asked.

    `secret_name` names the environment variable that holds the secret, so that the list itself may be shown.
    """
    try:
        wanted = json.loads(text or "[]")
        rows = [
            {name: str(row[name]) for name in _NEEDED}
            | {
                "trusts": row.get("trusts_email"),
                "strong": {name: _values(values) for name, values in row.get("strong", {}).items()},
                "ask": {name: str(value) for name, value in row.get("ask", {}).items()},
            }
            for row in wanted
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as slip:
        raise ImproperlyConfigured(
            f"RAITTI_OIDC must be a JSON list of objects with {', '.join(_NEEDED)} ({slip})."
        ) from slip
    providers = []
    for row in rows:
        secret = env(row["secret_name"])
        if not secret:
            raise ImproperlyConfigured(f"RAITTI_OIDC names the variable {row['secret_name']}, which is not set.")
        trusts = row["trusts"] is True
        providers.append(
            {
                "provider_id": row["id"],
                "name": row["name"],
                "client_id": row["client_id"],
                "secret": secret,
                "settings": {
                    "server_url": row["server_url"],
                    "verified_email": trusts,
                    "email_authentication": trusts,
                    "oauth_pkce_enabled": True,
                    "strong": row["strong"],
                    "auth_params": row["ask"],
                },
            }
        )
    return providers


def _values(values: Any) -> list[str]:
    if not isinstance(values, list):
        raise TypeError("“strong” lists the values of each claim")
    return [str(value) for value in values]


def origins(providers: list[dict[str, Any]]) -> list[str]:
    """The hosts people are led to when they sign in by one of the providers."""
    servers = [urlsplit(provider["settings"]["server_url"]) for provider in providers]
    return sorted({f"{server.scheme}://{server.netloc}" for server in servers})
