"""The methods library (战法库) as it ships: when, how, what evidence stays. A bank may put its own words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from borrowers.enums import Method


@dataclass(frozen=True, slots=True)
class MethodText:
    """When a method fits, how it is done, the evidence it leaves; `needs_review`: by the legal department."""

    when: str | Promise
    how: str | Promise
    evidence: str | Promise
    needs_review: bool = False


METHODS: dict[Method, MethodText] = {
    Method.PHONE: MethodText(
        _("First days overdue, or to arrange a visit."),
        _(
            "From a registered line of the bank, between 08:00 and 20:00; name, bank and purpose first. "
            "Three connected calls a day are the most."
        ),
        _("Call log with number, time and length; the recording, announced beforehand."),
    ),
    Method.MESSAGE: MethodText(
        _("To remind of a date or to repeat in writing what was agreed."),
        _(
            "Only from the bank's own texts and only to the borrower's own number; nothing about the debt "
            "to anybody else."
        ),
        _("Text, time of sending and delivery report."),
    ),
    Method.DEMAND_NOTICE: MethodText(
        _("Overdue seven days or more, a promise was broken, or a claim comes close to lapsing."),
        _(
            "Printed from the template with every required fact; handed over and signed, left before a "
            "witness, or sent by registered post with a return receipt."
        ),
        _(
            "Signed receipt or return receipt, photo of it, date. A service recorded with its evidence "
            "restarts limitation."
        ),
    ),
    Method.DOOR_VISIT: MethodText(
        _("The ordinary way: to see the household, learn the reason and obtain a promise."),
        _(
            "Two to four colleagues, work cards shown, not after 20:00; inside only when asked in, and "
            "leave when asked to."
        ),
        _(
            "The visit with its six essentials, the announced recording, a photo of the door, the place of "
            "the colleagues."
        ),
    ),
    Method.GROUP_VISIT: MethodText(
        _("Several households in one village whom single visits did not move."),
        _(
            "Bank dress, one leader in charge, still no more than four at one door; general talk of credit "
            "and its worth, nobody named, no banners or loudspeakers."
        ),
        _("One visit per household, the list of colleagues, the time of arriving and leaving."),
    ),
    Method.ROTATION: MethodText(
        _("Two visits by the same colleagues brought nothing."),
        _(
            "Another pair goes with the file in hand, one of the first pair stays; one visit a day is the "
            "most."
        ),
        _("Visits of each pair, and the hand-over note."),
    ),
    Method.GUARANTOR_DEMAND: MethodText(
        _("The guarantor can pay and the guarantee period is running."),
        _(
            "Look up kind and period of the guarantee first; tell the guarantor amount and date, ask for "
            "payment in writing before the period ends. A general guarantee needs a lawsuit in time."
        ),
        _("Demand to the guarantor with signed receipt and date; the guarantee contract."),
    ),
    Method.EXCHANGE: MethodText(
        _("Colleagues and borrowers know each other too well."),
        _("Two teams swap townships; one who knows the place leads the way, the guest team speaks."),
        _("The assignment with its reason, and the visits after it."),
    ),
    Method.KEY_ACCOUNT: MethodText(
        _("Large balances, public employees, staff and their relatives."),
        _("A leader takes the case, meets the borrower in person within three days and keeps the dates."),
        _("Record of the meeting with who was there, what was agreed and by when."),
    ),
    Method.MEDIATION: MethodText(
        _("Talks are stuck, or the borrower can't be found, and both sides trust the committee."),
        _(
            "Apply to the people's mediation committee in writing. Debts are told to nobody outside it; "
            "village cadres are only asked to pass on word to contact the bank."
        ),
        _(
            "The application with its date, the mediation agreement; a court can confirm it. The "
            "application interrupts limitation."
        ),
    ),
    Method.SWEEP: MethodText(
        _("A village with many small overdue loans."),
        _(
            "Fixed dates door by door from the list, easy ones first; the time is announced in general "
            "without names."
        ),
        _("Visits by village and date; what changed since the last round."),
    ),
    Method.CUSTODY: MethodText(
        _("Distant villages where the bank has nobody near."),
        _(
            "With an agreement that names tasks and secrecy: word is passed on and appointments are made; "
            "no money is taken and no debt is talked of."
        ),
        _("The agreement, appointments made, visits that followed."),
    ),
    Method.INSTALMENTS: MethodText(
        _("Willing, with a regular income that does not cover all at once."),
        _(
            "Work out with the borrower what is left each month, principal first; a first payment when "
            "signing. A new loan to pay the old one is not offered."
        ),
        _("Signed plan of payments with dates and amounts; the proposal and the bank's decision."),
    ),
    Method.PARTNER: MethodText(
        _("A stopped business with plant, licence or goods that others can use."),
        _(
            "Look for a buyer, tenant or partner among the bank's customers with the owner's consent; "
            "proceeds go straight to the loan account."
        ),
        _("The owner's consent, the contract, the payment into the account."),
    ),
    Method.COLLATERAL: MethodText(
        _("Collateral or assets that cover the debt, and an owner who cooperates or a judgment."),
        _(
            "Sale by the owner first, then settlement in kind at an appraised price; title, tenants and "
            "taxes are looked up before."
        ),
        _("Appraisal, settlement agreement, entry in the register."),
    ),
    Method.LAWSUIT: MethodText(
        _("Refuses although able, moves assets away, or a claim would lapse."),
        _(
            "Order for payment, suit or arbitration with preservation of assets; the legal department "
            "prepares it, nobody announces it to press for money."
        ),
        _("Filing receipt, judgment or award with the date it took effect."),
    ),
    Method.ENFORCEMENT: MethodText(
        _("A judgment in force that is not obeyed."),
        _(
            "Apply within the period for enforcement; hand the court clues about assets that were lawfully "
            "found."
        ),
        _("The application, clues handed over, the court's rulings."),
    ),
    Method.POLICE_REFERRAL: MethodText(
        _("Evidence of impersonation, false documents or funds diverted by fraud."),
        _(
            "The legal department checks the elements and reports. No bargaining, and nobody mentions a "
            "report to make somebody pay."
        ),
        _("Copies of the evidence, the receipt of the report and the police's answer."),
        needs_review=True,
    ),
    Method.DISCIPLINARY: MethodText(
        _("A public employee who is able, refuses, and was told in person."),
        _(
            "Only through the bank's formal letter to the competent body, with the least data needed; "
            "never through colleagues or the workplace."
        ),
        _("The review, the letter with its number, the answer."),
        needs_review=True,
    ),
    Method.RELATIVES: MethodText(
        _("A relative who is co-borrower, guarantor or heir, or whom the borrower agreed to bring in."),
        _(
            "The liability document or the borrower's recorded consent is seen first. Anybody else is only "
            "asked to pass on word."
        ),
        _("The liability document or the consent with its date; a note of the talk."),
        needs_review=True,
    ),
    Method.AGENCY: MethodText(
        _("The bank's own means are used up and the cost is justified."),
        _(
            "Only an agency of the bank's public list, reviewed within the year; the borrower is told "
            "beforehand; all records come back."
        ),
        _("The notice to the borrower, the contract, the agency's records."),
        needs_review=True,
    ),
    Method.WRITE_OFF: MethodText(
        _("Nothing can be had: died without estate, proceedings ended."),
        _(
            "Collect the proofs and propose it; the bank decides, the claim stays and is looked at once a "
            "year."
        ),
        _("Death certificate or ruling, search for assets without result, the decision."),
    ),
}
