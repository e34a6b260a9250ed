from fieldwork.models.assembly import CheckIn
from fieldwork.models.classification import ClassificationProposal
from fieldwork.models.complaint import Complaint
from fieldwork.models.daily_log import DailyLog
from fieldwork.models.incident import Incident
from fieldwork.models.phone import Phone
from fieldwork.models.precedence import PrecedenceWeights
from fieldwork.models.promise import Promise
from fieldwork.models.reminder import Notice, Reminder
from fieldwork.models.service import Service
from fieldwork.models.visit import Visit, VisitPhoto
from fieldwork.models.wave import WaveRule

__all__ = [
    "CheckIn",
    "ClassificationProposal",
    "Complaint",
    "DailyLog",
    "Incident",
    "Notice",
    "Phone",
    "PrecedenceWeights",
    "Promise",
    "Reminder",
    "Service",
    "Visit",
    "VisitPhoto",
    "WaveRule",
]
