from campaign.models.agenda import AgendaItem, CampaignDay
from campaign.models.audit import AuditEvent
from campaign.models.branch import Branch
from campaign.models.campaign import Campaign
from campaign.models.job import Heartbeat, Job, ScheduledRun
from campaign.models.preparation import Material, PreparationItem
from campaign.models.workday import WorkdayCorrection

__all__ = [
    "AgendaItem",
    "AuditEvent",
    "Branch",
    "Campaign",
    "CampaignDay",
    "Heartbeat",
    "Job",
    "Material",
    "PreparationItem",
    "ScheduledRun",
    "WorkdayCorrection",
]
