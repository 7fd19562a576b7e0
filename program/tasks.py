"""The doors of the workers: what the beat rings for."""

from __future__ import annotations

from celery import shared_task

from program.services.subscriptions import tell_subscribers


@shared_task(name="program.tell_subscribers")
def tell_subscribers_of_news() -> None:
    tell_subscribers()
