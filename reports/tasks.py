"""Celery's way into the reports app."""

from celery import shared_task


@shared_task
def tick() -> None:
    """The scheduler's beat, once a minute."""
    from reports.actions import schedule  # noqa: PLC0415 - tasks lie below the actions they run

    schedule.tick()
