"""The WSGI application servers run."""

import os

from django.core.wsgi import get_wsgi_application

from raitti.core.finished import shelve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raitti.config.settings")

application = shelve(get_wsgi_application())
