"""Celery's doors: an id comes in, a service is called."""

from __future__ import annotations

from typing import Any

from celery import Task, shared_task
from celery.exceptions import WorkerLostError
from celery.signals import task_failure
from django.db import connection

from conference import incidents, jobs, mailing, pulses
from conference.services import archive, leaving, personal_export, reminders, tokens, webhooks
from conference.sessions import SessionStore


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
    SessionStore.clear_expired()


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


LET_GO = {"conference.run_job": jobs.let_go, "conference.send_mail": mailing.let_go}


@task_failure.connect
def let_go(sender: Task[Any, Any], exception: BaseException, args: list[int], **more: Any) -> None:
    """Where a process of the pool died (the kernel's way when memory is short), its row need not wait for the lease."""
    if isinstance(exception, WorkerLostError) and sender.name in LET_GO:
        try:
            LET_GO[sender.name](args[0])
        finally:
            # Here the worker's first process runs, of which the next ones are forked: they must not share its line.
            connection.close()
