"""Celery's way into the fieldwork app."""

from smtplib import SMTPException

from celery import shared_task


@shared_task(autoretry_for=(SMTPException, OSError), retry_backoff=30, retry_jitter=True, max_retries=5)
def send_notices(user_id: int) -> None:
    """Mails a person what was not mailed yet, in one message."""
    from fieldwork.actions import notices  # noqa: PLC0415 - actions import this module to nudge the worker

    notices.send_to(user_id)
