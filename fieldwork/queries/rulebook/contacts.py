"""When, how often and whom: rules R01 to R20."""

from django.utils.translation import gettext_lazy as _

from fieldwork.enums import RuleDecision, RuleMark, RuleSection, ViolationCode
from fieldwork.queries.rulebook.rule import Rule

RULES = (
    Rule(
        RuleSection.HOURS,
        "R01",
        RuleDecision.BLOCK,
        RuleMark.STANDARD,
        "GB/T 45251-2025；CBA-2026 第三章",
        _("No contact in the quiet hours"),
        _(
            "No slot of the programme lies in them; a visit that began in them is kept as a breach. "
            "The phone judges by its own clock. Consents of borrowers are not kept: nobody is let "
            "in by one."
        ),
        codes=(ViolationCode.QUIET_HOURS,),
        test="tests/fieldwork/test_contact_policy.py::test_the_rules_that_a_contact_breaks",
    ),
    Rule(
        RuleSection.HOURS,
        "R02",
        RuleDecision.WARN,
        RuleMark.BANK,
        "",
        _("Visits end earlier than the law asks"),
        _("A visit later than the campaign's hour asks for a reason."),
        codes=(ViolationCode.LATE_VISIT,),
        test="tests/fieldwork/test_contact_policy.py::test_the_rules_that_a_contact_breaks",
    ),
    Rule(
        RuleSection.HOURS,
        "R03",
        RuleDecision.OPEN,
        RuleMark.BANK,
        "",
        _("A contact begun before the quiet hours ends before them"),
        _("Visits are recorded when they are over: nothing runs that could be called home."),
    ),
    Rule(
        RuleSection.HOURS,
        "R04",
        RuleDecision.OPEN,
        RuleMark.STANDARD,
        "GB/T 45251-2025",
        _("At most three connected calls a day"),
        _("The product makes and logs no calls."),
    ),
    Rule(
        RuleSection.HOURS,
        "R05",
        RuleDecision.OPEN,
        RuleMark.GUIDELINE,
        "CBA-2026",
        _("At most six attempts a number a day"),
        _("The product makes and logs no calls."),
    ),
    Rule(
        RuleSection.HOURS,
        "R06",
        RuleDecision.WARN,
        RuleMark.BANK,
        "",
        _("One visit a day and three in seven days, over all staff"),
        _("The next visit asks for a reason."),
        codes=(
            ViolationCode.TOO_OFTEN,
            ViolationCode.TOO_OFTEN_WEEK,
        ),
        test="tests/fieldwork/test_contact_facts.py::test_visits_of_all_staff_count_and_those_of_others_do_not",
    ),
    Rule(
        RuleSection.HOURS,
        "R07",
        RuleDecision.OPEN,
        RuleMark.GUIDELINE,
        "CBA-2026；民法典 1033(1)",
        _("Only registered lines call"),
        _("The product makes and logs no calls."),
    ),
    Rule(
        RuleSection.HOURS,
        "R08",
        RuleDecision.OPEN,
        RuleMark.STANDARD,
        "GB/T 45251-2025",
        _("Another time that the borrower asked for is kept"),
        _(
            "A time or channel that was asked for is no field of its own; the etiquette note stands "
            "on top of the page."
        ),
    ),
    Rule(
        RuleSection.PEOPLE,
        "R10",
        RuleDecision.BLOCK,
        RuleMark.STANDARD,
        "GB/T 45251-2025；信用卡办法 68",
        _("Collect only from those who owe"),
        _(
            "A promise is taken only from borrower, co-borrower or guarantor; who else was sought "
            "out is kept as a breach."
        ),
        codes=(ViolationCode.THIRD_PERSON,),
        test="tests/fieldwork/test_contact_policy.py::test_the_rules_that_a_contact_breaks",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R11",
        RuleDecision.BLOCK,
        RuleMark.LAW,
        "民法典 693；GB/T 45251-2025",
        _("Guarantors only while liable"),
        _(
            "By the deadlines of the open loans: all released is kept as a breach, not known asks "
            "for a reason. No demand notice goes to a released one."
        ),
        codes=(
            ViolationCode.GUARANTOR_FREE,
            ViolationCode.GUARANTOR_UNCLEAR,
        ),
        test="tests/fieldwork/test_contact_facts.py::test_claims_are_judged_by_the_deadlines_of_the_open_loans",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R12",
        RuleDecision.BLOCK,
        RuleMark.GUIDELINE,
        "CBA-2026；GB/T 45251-2025",
        _("Third persons only when the borrower is lost"),
        _(
            "Lost is who moved away, died, or was not met on three days of visits. Family that "
            "opens the borrower's own door was not sought out."
        ),
        codes=(ViolationCode.THIRD_PERSON,),
        test="tests/fieldwork/test_contact_policy.py::test_a_borrower_is_lost_after_three_days_or_a_move_until_met_again",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R13",
        RuleDecision.WARN,
        RuleMark.LAW,
        "个保法 6、10、25；民法典 1038；CBA-2026",
        _("To others no word of the debt"),
        _("The page gives the one sentence that may be said; a note with debt words asks for a reason."),
        codes=(ViolationCode.DEBT_TOLD,),
        test="tests/fieldwork/test_contact_policy.py::test_the_rules_that_a_contact_breaks",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R14",
        RuleDecision.BLOCK,
        RuleMark.STANDARD,
        "GB/T 45251-2025；CBA-2026",
        _("Who refused is never contacted again"),
        _("By borrower and by who they are (family, others): third persons have no record of their own."),
        codes=(ViolationCode.THIRD_PERSON_REFUSED,),
        test="tests/fieldwork/test_contact_policy.py::test_a_third_person_refuses_for_good_and_a_borrower_never_so",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R15",
        RuleDecision.BLOCK,
        RuleMark.GUIDELINE,
        "CBA-2026",
        _("Once the borrower is met again, others are left alone"),
        _("The next meeting with who owes ends it."),
        codes=(ViolationCode.THIRD_PERSON,),
        test="tests/fieldwork/test_contact_policy.py::test_a_borrower_is_lost_after_three_days_or_a_move_until_met_again",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R16",
        RuleDecision.WARN,
        RuleMark.LAW,
        "民法典 1032–1034；个保法 10、25",
        _("No disclosure to cadres, employers, neighbours"),
        _("They count as other persons; what was told to others never counts as evidence."),
        codes=(
            ViolationCode.DEBT_TOLD,
            ViolationCode.THIRD_PERSON,
        ),
        test="tests/fieldwork/test_contact_policy.py::test_the_rules_that_a_contact_breaks",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R17",
        RuleDecision.WARN,
        RuleMark.LAW,
        "民法典 1159、1161",
        _("Relatives owe nothing by kinship"),
        _("Once a death is reported a visit asks for a reason, and no demand notice is issued."),
        codes=(ViolationCode.DECEASED,),
        test="tests/borrowers/deadlines/test_notices.py::test_nothing_is_demanded_of_a_borrower_who_died_but_of_the_guarantor",
    ),
    Rule(
        RuleSection.PEOPLE,
        "R18",
        RuleDecision.OPEN,
        RuleMark.GUIDELINE,
        "CBA-2026；民法典 1064",
        _("Spouses only if they signed"),
        _(
            "Lists hold no papers of co-signature: whoever records the visit answers for who is a "
            "co-borrower."
        ),
    ),
    Rule(
        RuleSection.PEOPLE,
        "R19",
        RuleDecision.OPEN,
        RuleMark.GUIDELINE,
        "CBA-2026",
        _("Contact data only from lawful sources"),
        _("Numbers and addresses come from the bank's own list; no source is kept for each."),
    ),
    Rule(
        RuleSection.PEOPLE,
        "R20",
        RuleDecision.WARN,
        RuleMark.BANK,
        "",
        _("Vulnerable persons: stop and ask"),
        _("A visit to who is marked in the list asks for the manager's decision as its reason."),
        codes=(ViolationCode.VULNERABLE,),
        test="tests/fieldwork/test_contact_facts.py::test_the_page_says_before_anything_is_typed_whom_not_to_ask",
    ),
)
