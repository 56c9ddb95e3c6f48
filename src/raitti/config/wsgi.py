"""The WSGI application servers run."""

import os

from django.core.wsgi import get_wsgi_application

from raitti.core.encodings import read_as_utf8
from raitti.core.finished import shelve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raitti.config.settings")

application = shelve(read_as_utf8(get_wsgi_application()))
