import atexit
import gc

from conference.celery import app as celery_app

__all__ = ["celery_app"]

# What is loaded goes with its process: a last search of it for cycles took a quarter of the time of a command.
atexit.register(gc.freeze)
