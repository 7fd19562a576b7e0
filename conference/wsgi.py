"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from conference.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
application = with_room(get_wsgi_application())
