"""Celery's doors: an id comes in, a service is called."""

from __future__ import annotations

from celery import shared_task

from conference import incidents, jobs, mailing, pulses
from conference.services import archive, leaving, personal_export, reminders, tokens, webhooks


@shared_task(name="conference.run_job")
def run_job(job_id: int) -> None:
    jobs.run(job_id)


@shared_task(name="conference.send_mail")
def send_mail(mail_id: int) -> None:
    mailing.send(mail_id)


@shared_task(name="conference.deliver_webhook")
def deliver_webhook(delivery_id: int) -> None:
    webhooks.deliver(delivery_id)


@shared_task(name="conference.sweep")
def sweep() -> None:
    pulses.beat_rang()
    jobs.sweep_jobs()
    mailing.sweep_mails()
    webhooks.sweep()


@shared_task(name="conference.tidy")
def tidy() -> None:
    webhooks.forget_old()
    pulses.forget_pulses()
    incidents.forget()


@shared_task(name="conference.remind")
def remind() -> None:
    reminders.run()


@shared_task(name="conference.keep_house")
def keep_house() -> None:
    """Do what time brings: accounts to be closed, exports that are too old, reviews whose term is over."""
    leaving.run_due()
    archive.run_due()
    personal_export.sweep_exports()


@shared_task(name="conference.sweep_answers")
def sweep_answers() -> None:
    tokens.sweep_answers()
