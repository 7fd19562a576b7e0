"""The doors of the workers: what the beat rings for."""

from __future__ import annotations

from celery import shared_task

from reviews.services import camera_ready_reminders


@shared_task(name="reviews.remind_of_camera_ready")
def remind_of_camera_ready() -> None:
    camera_ready_reminders.remind_by_itself()
