"""How far the move of many borrowers has come."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from borrowers.actions.bulk_assignment import JOB_KIND, request_undo
from campaign.access import get_campaign_or_404
from campaign.common import clock
from campaign.enums import Capability, JobState
from campaign.models import Job
from teams.http import PersonRequest

# So long the whole move can be taken back from its page.
UNDO_FOR = timedelta(minutes=10)


def _own(request: PersonRequest, code: str, pk: int) -> Job:
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    jobs = Job.objects.filter(kind=JOB_KIND, campaign=campaign, payload__by=request.user.pk)
    return get_object_or_404(jobs.select_related("campaign"), pk=pk)


def _can_be_undone(job: Job) -> bool:
    recent = job.ended_at is not None and clock.now() - job.ended_at < UNDO_FOR
    return recent and job.state == JobState.DONE and not job.payload.get("undo")


@require_safe
def assignment_job(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The progress of one's own move; after it, what became of it and how to take it back."""
    job = _own(request, code, pk)
    context = {"campaign": job.campaign, "job": job, "can_undo": _can_be_undone(job)}
    return render(request, "borrowers/assignment/assignment_job.html", context)


@require_POST
def assignment_job_undo(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Takes the whole move back, as a job of its own."""
    job = _own(request, code, pk)
    if job.campaign is not None and _can_be_undone(job):
        at = datetime.fromisoformat(job.payload["at"])
        job = request_undo(campaign=job.campaign, at=at, by=request.user)
    return redirect("borrowers:assignment_job", code, job.pk)
