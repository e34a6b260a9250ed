"""What to do when something happens (突发事件预案): step by step, as it stands on the phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fieldwork.enums import IncidentKind

LEAVE = _("Stay together, step back, leave. The visit ends here; nothing more is said of the debt.")
EVIDENCE = _("Keep photos, recordings and messages as they are. Delete nothing, post nothing.")
WAIT = _("Stay reachable: the manager calls back.")

DRILLS: Mapping[IncidentKind, Sequence[Any]] = {
    IncidentKind.CONFLICT: (
        LEAVE,
        _("No word against word, no hand against hand. Nobody stands in anybody's way."),
        _("If you are threatened or held, call 110."),
        EVIDENCE,
        WAIT,
    ),
    IncidentKind.ILLNESS: (
        _("Call 120. Say the village, the house, what you see."),
        _("Help as far as you can, call family and neighbours."),
        _("One stays, one meets the ambulance at the road."),
        _("Talk of money is over for today."),
        WAIT,
    ),
    IncidentKind.SELF_HARM: (
        _("Stop talking of the debt at once. Listen, speak calmly."),
        _("Do not leave the person alone until family is there. Call 110 or 120 if there is danger."),
        _("Ask the village committee or a relative to come."),
        _("No more contact until the manager has decided."),
        WAIT,
    ),
    IncidentKind.TRAFFIC: (
        _("Stop, switch on the warning lights, put up the triangle, get off the road."),
        _("Call 122, and 120 where somebody is hurt."),
        _("Photograph the place before anything is moved. Promise and sign nothing."),
        WAIT,
    ),
    IncidentKind.FILMED: (
        _("Show the work card, stay polite. Nobody takes a phone out of anybody's hand."),
        _("Say only: please turn to our office. Nothing of any borrower."),
        LEAVE,
        EVIDENCE,
        WAIT,
    ),
    IncidentKind.LEAK: (
        _("Say what is missing, since when, and whose data it holds."),
        _("Look for it where you were; lock or report the phone as lost."),
        _("Tell nobody outside the bank. The bank informs those concerned and the authority."),
        WAIT,
    ),
    IncidentKind.OTHER: (
        _("People first: everybody safe and together."),
        _("Call 110, 120 or 119 where it is needed."),
        EVIDENCE,
        WAIT,
    ),
}
