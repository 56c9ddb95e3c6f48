"""Everything sent to Raitti is UTF-8; what claims to be something else is not guessed at."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# The key in a request's environment that says its text came in an encoding we do not read.
UNREADABLE = "raitti.unreadable"


def read_as_utf8(application: Application) -> Application:
    """A WSGI application that never lets Django choose a codec by what a request claims.

    Django reads the query by the charset of the Content-Type, while it still builds the request and
    nothing can catch its errors: `charset=hex` or a long query would be answered by the bare server.
    """

    def read(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        claimed = environ.get("CONTENT_TYPE", "")
        if "charset" in claimed.lower():
            kept = []
            for part in claimed.split(";"):
                name, _, value = part.partition("=")
                if name.strip().lower() != "charset":
                    kept.append(part)
                elif value.strip(" \"'").lower() not in {"utf-8", "utf8", "us-ascii", ""}:
                    environ[UNREADABLE] = True
            environ["CONTENT_TYPE"] = ";".join(kept)
        return application(environ, start_response)

    return read
