"""The WSGI application servers run."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raitti.config.settings")

application = get_wsgi_application()
