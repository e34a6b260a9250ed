"""Which talk guides fit a borrower, by what is stored of promises, visits and the classification."""

from django.db.models import Max

from borrowers.enums import Ability, LoanState, Loss, Willingness
from borrowers.enums.deadlines import LAPSED, DeadlineKind
from borrowers.enums.plans import Talk
from borrowers.models import Borrower, ClaimDeadline
from fieldwork.domain.talks import Household, fitting
from fieldwork.enums import Met, VisitOutcome
from fieldwork.models import Promise, Visit
from fieldwork.queries.causes import UNPAID


def talks_for(borrower: Borrower) -> list[Talk]:
    """The guides for this borrower, the most pressing first; five queries."""
    overdue = borrower.loans.filter(state=LoanState.OPEN).aggregate(days=Max("overdue_days"))["days"]
    promises = Promise.objects.filter(borrower=borrower).order_by("due_on", "pk")
    states = list(promises.values_list("state", flat=True))
    told = Visit.objects.filter(borrower=borrower).exclude(met=Met.NOBODY).order_by("-visited_at", "-pk")
    outcome = told.values_list("outcome", flat=True).first()
    answers = borrower.classifications.first()
    lapsed = ClaimDeadline.objects.filter(
        loan__borrower=borrower,
        loan__state=LoanState.OPEN,
        kind=DeadlineKind.LIMITATION,
        status__in=LAPSED,
    )
    return fitting(
        Household(
            overdue_days=overdue,
            broken=sum(state in UNPAID for state in states),
            last_promise_broken=bool(states) and states[-1] in UNPAID,
            refuses=outcome == VisitOutcome.REFUSED
            or (outcome is None and answers is not None and answers.willingness == Willingness.REFUSING),
            unable=answers is not None and answers.ability == Ability.NONE,
            has_lapsed=lapsed.exists(),
            has_died=outcome == VisitOutcome.DECEASED
            or (answers is not None and answers.loss == Loss.PERSON_GONE),
        )
    )
