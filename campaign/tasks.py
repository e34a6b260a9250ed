"""Celery's way into the campaign app."""

from celery import shared_task


@shared_task
def run_job(job_id: int) -> None:
    """Runs a background job, unless another worker has it, has ended it, or the row is gone."""
    from campaign.actions import jobs  # noqa: PLC0415 - actions import this module to nudge the worker

    jobs.run(job_id)
