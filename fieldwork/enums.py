"""Choices of visits, promises, logs, complaints and reminders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClassificationProposalState(TextChoices):
    """What became of a proposed classification (分类建议状态)."""

    OPEN = "open", pgettext_lazy("proposed classification", "Waiting")
    ACCEPTED = "accepted", pgettext_lazy("proposed classification", "Accepted")
    DECLINED = "declined", _("Declined")


class Met(TextChoices):
    """Who was met (见到谁)."""

    BORROWER = "borrower", _("Borrower")
    CO_BORROWER = "co_borrower", _("Co-borrower")
    GUARANTOR = "guarantor", _("Guarantor")
    FAMILY = "family", _("Family")
    OTHER = "other", _("Other person")
    NOBODY = "nobody", _("Nobody")


# People who owe: the only ones with whom the debt may be talked about.
OBLIGORS = frozenset({Met.BORROWER, Met.CO_BORROWER, Met.GUARANTOR})
# Everybody else: asked only to pass on that the borrower should call the bank.
THIRD_PERSONS = frozenset({Met.FAMILY, Met.OTHER})


class VisitMethod(TextChoices):
    """How the borrower was contacted (方式)."""

    DOOR_VISIT = "door_visit", _("Door visit")
    BUSINESS_VISIT = "business_visit", _("Visit at the place of business")
    NEUTRAL_PLACE = "neutral_place", _("Meeting at a neutral place")
    COUNTER = "counter", _("At the bank")


class VisitOutcome(TextChoices):
    """What came of it (走访结果)."""

    PAID = "paid", _("Paid")
    PROMISED = "promised", _("Promised to pay")
    NEGOTIATING = "negotiating", _("Negotiating")
    REFUSED = "refused", _("Refused")
    ABSENT = "absent", _("Nobody at home")
    MOVED = "moved", _("Moved away")
    DECEASED = "deceased", _("Deceased")


class DefaultCause(TextChoices):
    """Why the loan is overdue (逾期原因)."""

    SEASON = "season", _("Money late or season")
    MARKET = "market", _("Market price")
    FAMILY_EVENT = "family_event", _("Family event")
    SHORT_DEPOSIT = "short_deposit", _("Short deposit or wrong account")
    OTHER_BUSINESS = "other_business", _("Business outside the main trade")
    CARDS = "cards", _("Cards overdrawn")
    GUARANTEES = "guarantees", _("Guarantees for others")
    OTHER_DEBT = "other_debt", _("Borrowing elsewhere")
    RISKY_INDUSTRY = "risky_industry", _("Risky industry")
    TURNOVER = "turnover", _("Turnover fell")
    SPECULATION = "speculation", _("Speculation")
    UNWATCHED = "unwatched", _("Old customer no longer watched")
    NAME_LENT = "name_lent", _("Name lent")
    DISPUTE = "dispute", _("Dispute with the bank")
    MOVED_AWAY = "moved_away", _("Moved away")
    OTHER = "other", _("Other")


class PromiseChannel(TextChoices):
    """How a promised amount will be paid (承诺方式)."""

    COUNTER = "counter", _("Counter")
    TRANSFER = "transfer", _("Transfer")
    POS = "pos", _("POS")
    BANK_QR = "bank_qr", _("Bank QR code")
    DEDUCTION = "deduction", _("Deduction from account")


class PromiseState(TextChoices):
    """State of a promise (承诺状态), decided by verified money and the local date."""

    OPEN = "open", _("Pending")
    KEPT = "kept", _("Kept")
    PART_KEPT = "part_kept", _("Part kept")
    BROKEN = "broken", _("Broken")


PROMISE_SETTLED = frozenset({PromiseState.KEPT, PromiseState.PART_KEPT, PromiseState.BROKEN})


class ViolationCode(TextChoices):
    """Contact rules that a visit can break (违规类型)."""

    QUIET_HOURS = "quiet_hours", _("Inside quiet hours")
    LATE_VISIT = "late_visit", _("Later than the bank's visit hours")
    ALONE = "alone", _("Fewer than two colleagues")
    CROWD = "crowd", _("More than four colleagues")
    IDENTITY_NOT_SHOWN = "identity_not_shown", _("Identity not shown")
    TOO_OFTEN = "too_often", _("Visited more than once that day")
    TOO_OFTEN_WEEK = "too_often_week", _("Visited more than three times in seven days")
    ON_HOLD = "on_hold", _("Contact on hold")
    VULNERABLE = "vulnerable", _("Vulnerable person")
    DECEASED = "deceased", _("Borrower reported as deceased")
    LAPSED = "lapsed", _("Claim past limitation")
    GUARANTOR_FREE = "guarantor_free", _("Guarantor not liable any more")
    GUARANTOR_UNCLEAR = "guarantor_unclear", _("Liability of the guarantor not known")
    THIRD_PERSON = "third_person", _("Third person asked, borrower not lost")
    THIRD_PERSON_REFUSED = "third_refused", _("Third person asked again after a refusal")
    DEBT_TOLD = "debt_told", _("Debt words after talking with others")
    RISKY_WORDS = "risky_words", _("Words of threat or of authorities")


# These make a breach that compliance sees; the others are a warning that needs a reason.
BREACHES = frozenset(
    {
        ViolationCode.QUIET_HOURS,
        ViolationCode.ALONE,
        ViolationCode.IDENTITY_NOT_SHOWN,
        ViolationCode.ON_HOLD,
        ViolationCode.GUARANTOR_FREE,
        ViolationCode.THIRD_PERSON,
        ViolationCode.THIRD_PERSON_REFUSED,
    }
)


class RuleSection(TextChoices):
    """Parts of the table of rules (规则表分类)."""

    HOURS = "hours", _("When and how often")
    PEOPLE = "people", _("Whom")
    VISITS = "visits", _("Visits and papers")
    CONDUCT = "conduct", _("Words and deeds")
    RIGHTS = "rights", _("Complaints, data, old debts")


class RuleDecision(TextChoices):
    """How the product holds a rule (执行方式)."""

    BLOCK = "block", _("Blocks")
    WARN = "warn", _("Warns, asks for a reason")
    RECORD = "record", _("Records")
    NO_OPTION = "no_option", _("Not offered at all")
    OPEN = "open", _("Not decided by the product")

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        tones = {self.BLOCK: "alarm", self.WARN: "warn", self.OPEN: "neutral"}
        return tones.get(self, "ok")


class RuleMark(TextChoices):
    """What weight a rule has (依据性质)."""

    LAW = "law", pgettext_lazy("mark of a rule", "Law")
    STANDARD = "standard", _("National standard")
    GUIDELINE = "guideline", _("Industry guideline")
    BANK = "bank", _("Bank setting")


class Precedence(TextChoices):
    """The ten orders of precedence (十先十后) that sort a day's list."""

    EASY = "easy", _("Easy before hard")
    POINTS = "points", _("Single points before whole areas")
    SOLID = "solid", _("Solid before vague")
    INSIDE = "inside", _("Inside before outside")
    LEADERS = "leaders", _("Leaders before others")
    REWARD = "reward", _("Reward before penalty")
    PRINCIPAL = "principal", _("Principal before interest")
    TALK = "talk", _("Talk before lawsuit")
    NEAR = "near", _("Near before far")
    REDUCTION = "reduction", _("Reduction before waiver")


class Reason(TextChoices):
    """Why a borrower stands where they do in the day's list (排序理由), in words."""

    LAPSING = "lapsing", _("A claim is about to lapse: first of all")
    TO_SIGN = "to_sign", _("On the list of what must be signed")
    PROMISED = "promised", _("Promise due: solid before vague")
    APPOINTED = "appointed", _("Agreed to come today: solid before vague")
    VAGUE = "vague", _("Nobody was found last time: solid before vague")
    INSIDER = "insider", _("Staff or relative: inside before outside")
    PUBLIC = "public", _("Public employee: leaders before others")
    UNSEEN = "unseen", _("Not seen yet")
    SEEN = "seen", _("Seen before: after the doors nobody has been to")
    EASY = "easy", _("Easy before hard")
    NEW = "new", _("Newly overdue: easy before hard")
    HARD = "hard", _("Hard: after the easier ones")
    NEAR = "near", _("Same village as the door before")
    TOWNSHIP = "township", _("Same township as the door before")
    LARGE = "large", _("Large balance: single points before whole areas")
    KEPT = "kept", _("Kept the last promise: reward before penalty")
    BROKEN = "broken", _("Broke the last promise: reward before penalty")
    INTEREST = "interest", _("Only interest is left: principal before interest")
    LEGAL = "legal", _("By law rather than at the door: talk before lawsuit")
    WAIVER = "waiver", _("Only a write-off is left: reduction before waiver")
    ON_HOLD = "on_hold", _("On hold: a complaint is open")
    SEEN_TODAY = "seen_today", _("Seen today")
    LEFT_OUT = "left_out", _("Left out: not for cash collection")
    SETTLED = "settled", _("Nothing is owed any more")


class Standing(TextChoices):
    """Where a borrower stands in the day's list (今日状态)."""

    TO_VISIT = "to_visit", _("To visit")
    ON_HOLD = "on_hold", _("On hold")
    LEFT_OUT = "left_out", _("Left out")
    SEEN_TODAY = "seen_today", _("Seen today")
    SETTLED = "settled", _("Settled")


class WaveTarget(TextChoices):
    """To whom a case without progress moves on (流转去向)."""

    MEMBER = "member", _("The next member of the team")
    TEAM = "team", _("The next team")


class Essential(TextChoices):
    """The six essentials of a visit (六要点)."""

    CAUSE = "cause", _("Why overdue")
    INTENTION = "intention", _("What the borrower intends")
    MEANS = "means", _("What they can pay")
    LEVER = "lever", _("What moves them")
    ILLUSION = "illusion", _("Illusion cleared up")
    PROMISE = "promise", _("Promise obtained")


class NextStep(TextChoices):
    """The one thing to do next for a borrower (下一步)."""

    NOTHING = "nothing", _("Nothing is owed any more: say thank you and close")
    WAIT = "wait", _("Contact is on hold while a complaint is open")
    COLLECT = "collect", _("The promise is due: collect it today")
    ASK_WHY = "ask_why", _("The promise was not kept: listen first, then take a new one with its three parts")
    VERIFY = "verify", _("Money was reported: the back office verifies it")
    FIRST_VISIT = "first_visit", _("Nobody has been there yet: make the first visit")
    AWAIT = "await", _("Wait for the promised day")
    FIND_OUT = "find_out", _("Some of the six essentials are not known yet: find them out")
    PROMISE = "promise", _("Everything is known: obtain a promise")


class AgreedStep(TextChoices):
    """What a visit leaves to be done (后续安排), with the day it is for."""

    COME_AGAIN = "come_again", _("Come again")
    AWAIT = "await", _("Wait for the promise")
    LETTER = "letter", _("Send a letter")
    LEGAL = "legal", _("Legal review")
    HAND_OVER = "hand_over", _("Hand to another team")


class LocationProblem(TextChoices):
    """Why a phone gave no position (无定位原因): a legal answer."""

    DENIED = "denied", _("not allowed on this phone")
    UNAVAILABLE = "unavailable", _("no signal")
    TIMEOUT = "timeout", _("took too long")
    INSECURE = "insecure", _("needs a secure connection")


class IncidentKind(TextChoices):
    """What has happened in the field (突发事件)."""

    CONFLICT = "conflict", _("Quarrel, threats, or the way is barred")
    ILLNESS = "illness", _("Somebody is hurt or taken ill")
    SELF_HARM = "self_harm", _("Somebody threatens to harm themselves")
    TRAFFIC = "traffic", _("Traffic accident")
    FILMED = "filmed", _("Filmed, or the press is there")
    LEAK = "leak", _("Papers or data lost")
    OTHER = "other", pgettext_lazy("incident", "Something else")


class Presence(TextChoices):
    """Whether somebody was at the morning assembly (到场情况)."""

    ON_TIME = "on_time", pgettext_lazy("at the assembly", "Present")
    LATE = "late", pgettext_lazy("at the assembly", "Late")
    ABSENT = "absent", pgettext_lazy("at the assembly", "Absent")
    EXPECTED = "expected", pgettext_lazy("at the assembly", "Not yet")


class ServiceMode(TextChoices):
    """How a demand notice was served (送达方式). Posting it up is none of them: there is no such option."""

    SIGNED = "signed", _("Signed by the addressee")
    LEFT_WITH = "left_with", _("Left with an adult relative of the household, who signed")
    POSTED = "posted", _("Sent by EMS or registered post")
    REFUSED = "refused", _("Handed over, signature refused before witnesses")


class ComplaintState(TextChoices):
    """State of a complaint (投诉状态)."""

    OPEN = "open", _("Unresolved")
    CLOSED = "closed", _("Resolved")


class ReminderRule(TextChoices):
    """What a reminder is about (提醒规则)."""

    PROMISE_DUE = "promise_due", _("Promise due")
    PROMISE_BROKEN = "promise_broken", _("Promise broken")
    BORROWER_UNSEEN = "borrower_unseen", _("Borrower not seen")
    DAILY_LOG_MISSING = "daily_log_missing", _("Daily log missing")
    PLAN_WAITING = "plan_waiting", _("Plan waits for approval")
    DEADLINE_NEAR = "deadline_near", _("Deadline near")
    NOT_CHECKED_IN = "not_checked_in", _("Not checked in at the assembly")
    INCIDENT_OPEN = "incident_open", _("Incident")


class ReminderState(TextChoices):
    """State of a reminder (提醒状态)."""

    OPEN = "open", _("Not acknowledged")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    CLOSED = "closed", _("No longer needed")


class Rung(TextChoices):
    """The steps of the ladder a reminder climbs (升级层级)."""

    MEMBER = "member", _("Member")
    CAPTAIN = "captain", _("Captain")
    OFFICE = "office", _("Back office")
    MANAGER = "manager", _("Manager")
    ABOVE = "above", _("One level up")
    COMPLIANCE = "compliance", _("Compliance")


class NoticeChannel(TextChoices):
    """How a notice reaches a person (通知渠道)."""

    IN_APP = "in_app", _("In the app")
    EMAIL = "email", _("E-mail")
