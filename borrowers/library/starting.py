"""Goals and things to bring that a draft starts from: stored in the language of whoever drafts the plan."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from borrowers.enums import Method
from borrowers.enums.treatment import WayOut

GOALS: dict[WayOut, str | Promise] = {
    WayOut.ORDINARY: _("What is overdue is paid, or a promise with its three parts is obtained."),
    WayOut.RESTRUCTURING: _("Instalments that the income carries, with a first payment."),
    WayOut.LAW: _("A title in hand, assets found and preserved."),
    WayOut.NONE: _("Proofs complete, the claim kept alive."),
}
_DOOR = _("Work cards, visit authorisation, statement of the loan, demand notice")
BRING: dict[Method, str | Promise] = {
    Method.PHONE: _("Statement of the loan, registered number to call from"),
    Method.DOOR_VISIT: _DOOR,
    Method.GROUP_VISIT: _DOOR,
    Method.ROTATION: _DOOR,
    Method.DEMAND_NOTICE: _("Demand notice with receipt stub, camera"),
    Method.GUARANTOR_DEMAND: _("Guarantee contract, demand to the guarantor with receipt stub"),
    Method.MEDIATION: _("Application to the mediation committee, loan contract"),
    Method.INSTALMENTS: _("Sheet of income and spending, plan of payments to sign"),
    Method.COLLATERAL: _("Mortgage contract, certificate of title, appraisal"),
    Method.LAWSUIT: _("Contracts, record of payments, served notices, list of assets"),
    Method.ENFORCEMENT: _("Judgment, clues about assets"),
    Method.WRITE_OFF: _("Certificates, search for assets without result"),
}
