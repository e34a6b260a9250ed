"""Talk guides (话术) as they ship: what to find out, what may be said, what may never be said.

The limits follow GB/T 45251-2025, the bank association's guide of 2026 and the Civil Code art. 1161 (heirs).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from borrowers.enums.plans import Talk

Lines = tuple[str | Promise, ...]


@dataclass(frozen=True, slots=True)
class TalkText:
    """The three parts of a guide, line by line."""

    find_out: Lines
    may_say: Lines
    never_say: Lines


# Whatever the guide.
NEVER: Lines = (
    _("Threats, abuse, raised voices, a blocked way."),
    _("The debt, to anybody but borrower, co-borrower and guarantor."),
    _("Police, court or blacklist as a means of pressure, or in their name."),
    _("Cash in hand, a private account or a private QR code."),
)

TALKS: dict[Talk, TalkText] = {
    Talk.EARLY: TalkText(
        find_out=(
            _("Is it an oversight: short deposit, wrong account, forgotten date?"),
            _("Is the phone number still right?"),
        ),
        may_say=(
            _(
                "Your payment was due on the …; perhaps it was overlooked. Could you look at the account "
                "today?"
            ),
            _("If something stands in the way, tell us now and we will look for a way together."),
        ),
        never_say=(_("Consequences by law: it is too early for them."),),
    ),
    Talk.MIDDLE: TalkText(
        find_out=(
            _("What is the true reason: income late, family event, money in another business?"),
            _("What comes in, when, and from whom?"),
            _("Who else is liable, and do they know?"),
        ),
        may_say=(
            _("We would like to understand what happened before we agree on anything."),
            _("Which day and which amount can you hold for certain?"),
        ),
        never_say=(_("Doubts of the person's honesty before the reason is known."),),
    ),
    Talk.LATE: TalkText(
        find_out=(
            _("Why did earlier agreements fail?"),
            _("Which assets and guarantors are there?"),
            _("Does the borrower know what comes next by law?"),
        ),
        may_say=(
            _(
                "The loan is … days overdue. Interest goes on, and the credit record is reported as the "
                "contract says."
            ),
            _("The next step is a written demand; we would rather settle it with you."),
        ),
        never_say=(_("Steps that are not decided yet, told as if they were."),),
    ),
    Talk.QUARTER: TalkText(
        find_out=(
            _("Can the whole be paid, or which part each month?"),
            _("Is the guarantor willing to pay?"),
            _("Has anything been sold, given away or moved?"),
        ),
        may_say=(
            _("Here is the demand notice; please read it and sign that you received it."),
            _("A plan by instalments needs a first payment today and fixed dates."),
        ),
        never_say=(_("A signature asked for “only as a receipt” where the paper says more."),),
    ),
    Talk.LONG: TalkText(
        find_out=(
            _("Is the claim still within its time, and who signs what to keep it so?"),
            _("What does the household live on now?"),
            _("Is there a way that ends it: sale, settlement, restructuring?"),
        ),
        may_say=(
            _(
                "By law the bank may apply for an order for payment or sue; with a signed plan and a first "
                "payment that is not needed."
            ),
            _("What you pay goes to principal first."),
        ),
        never_say=(
            _("That the claim can be sued for, when its time has run out."),
            _("That everything will be seized, or that relatives have to pay."),
        ),
    ),
    Talk.BROKEN_PROMISE: TalkText(
        find_out=(
            _("Listen first: what happened on that day?"),
            _("Which of the three parts failed: when, how, how much?"),
        ),
        may_say=(
            _("On the … you promised … . What came in between?"),
            _("Let us set it anew: which day, which way, which amount, and from which money?"),
        ),
        never_say=(
            _("Reproach and the word “dishonest”."),
            _("A new promise without all three parts."),
        ),
    ),
    Talk.THIRD_BROKEN: TalkText(
        find_out=(
            _("What was different each time, and what was never true?"),
            _("Who decides about the money in this household?"),
        ),
        may_say=(
            _(
                "Three dates have passed. The case goes to the captain and the manager now, who will speak "
                "with you."
            ),
            _("A payment today, however small, shows what you intend."),
        ),
        never_say=(_("A fourth promise taken at the door: it goes one level up."),),
    ),
    Talk.REFUSES: TalkText(
        find_out=(
            _("What is behind it: no money, anger with the bank, a complaint, bad advice?"),
            _("Is the debt itself denied: name lent, amount disputed?"),
        ),
        may_say=(
            _(
                "Your complaint and the loan are two things: I write the complaint down now, and you get "
                "an answer."
            ),
            _("If nothing is agreed, the bank may go to court; a judgment costs more and stays on record."),
        ),
        never_say=(
            _("“We will have you arrested”, or any report to the police as a means of pressure."),
            _("Stay after being asked to leave."),
        ),
    ),
    Talk.UNABLE: TalkText(
        find_out=(
            _("Is it short or long: season, illness, business closed for good?"),
            _(
                "What lawful sources are there: wages, subsidies that may be used, receivables, things to "
                "sell?"
            ),
            _("What must be left to live on?"),
        ),
        may_say=(
            _("Let us reckon what is left each month and set instalments by it."),
            _("The bank can be asked for a reduction or a new schedule; I can propose it, others decide."),
        ),
        never_say=(
            _("Borrow elsewhere and pay us."),
            _("A reduction or an extension as if it were certain."),
        ),
    ),
    Talk.DIED: TalkText(
        find_out=(
            _("Papers: death certificate, household register."),
            _("Is there a co-borrower or guarantor? Who are the heirs, and what is the estate?"),
        ),
        may_say=(
            _("Our condolences. We come back at a time that suits you, not today."),
            _("Heirs pay only out of what they inherit, and nothing if they renounce."),
        ),
        never_say=(
            _("“A father's debt is paid by the son.”"),
            _("Talk of money within thirty days of the death."),
        ),
    ),
    Talk.SOMEBODY_ELSE: TalkText(
        find_out=(
            _("Is this person co-borrower or guarantor, by a document?"),
            _("When can the borrower be met?"),
        ),
        may_say=(_("We are from the bank. Please ask … to contact us."),),
        never_say=(
            _("Amount, overdue days, or that there is a debt."),
            _("A second visit to a person who asked not to be asked."),
        ),
    ),
    Talk.OUT_OF_TIME: TalkText(
        find_out=(
            _("Is it certain? The legal department confirms it first."),
            _("Would the borrower pay of free will?"),
        ),
        may_say=(_("If you wish to pay you may; it is your free choice."),),
        never_say=(
            _("“You must pay” or “we will sue”."),
            _("A paper to sign without saying what the signature does."),
        ),
    ),
}
