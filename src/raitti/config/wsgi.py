"""The WSGI application servers run."""

import logging
import os
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from raitti.core.encodings import Application, read_as_utf8
from raitti.core.finished import shelve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raitti.config.settings")

application = shelve(read_as_utf8(get_wsgi_application()))


def ready() -> Application:
    """The same for a server's new process, after it has drawn a front page: else its first reader waits for all to be
    read in, and everyone else behind that one."""
    environ: dict[str, Any] = {
        "HTTP_HOST": settings.RAITTI_HOST,
        "PATH_INFO": f"/{settings.LANGUAGE_CODE}/",
        "QUERY_STRING": "",
    }
    if settings.RAITTI_HTTPS:
        environ |= {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    try:
        for _ in application(environ, lambda *_: None):
            pass
    except Exception:
        logging.getLogger(__name__).exception("The first page could not be drawn ahead of its readers.")
    connections.close_all()
    return application
