"""Addresses of the borrowers app."""

from django.urls import URLPattern, URLResolver, path

from borrowers.views import (
    assignment,
    categories,
    classification,
    imports,
    leaving,
    ledger,
    library,
    modes,
    plans,
    proposal,
    register,
    relief,
    repayments,
    selection,
    subcategories,
)

app_name = "borrowers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:code>/borrowers/", register.borrower_list, name="borrower_list"),
    path("c/<slug:code>/borrowers/search/", register.borrower_search, name="borrower_search"),
    path("c/<slug:code>/borrowers/<int:pk>/reveal/", register.borrower_reveal, name="borrower_reveal"),
    path("c/<slug:code>/guarantors/<int:pk>/reveal/", register.guarantor_reveal, name="guarantor_reveal"),
    path(
        "c/<slug:code>/borrowers/<int:pk>/classify/",
        classification.borrower_classify,
        name="borrower_classify",
    ),
    path("c/<slug:code>/repayments/", repayments.repayment_queue, name="repayment_queue"),
    path(
        "c/<slug:code>/repayments/verify/",
        repayments.repayment_verify_selected,
        name="repayment_verify_selected",
    ),
    path("c/<slug:code>/repayments/<int:pk>/verify/", repayments.repayment_verify, name="repayment_verify"),
    path("c/<slug:code>/repayments/<int:pk>/reject/", repayments.repayment_reject, name="repayment_reject"),
    path("c/<slug:code>/repayments/<int:pk>/reopen/", repayments.repayment_reopen, name="repayment_reopen"),
    path("c/<slug:code>/borrowers/<int:pk>/selection/", selection.borrower_select, name="borrower_select"),
    path("c/<slug:code>/selection/<int:pk>/undo/", selection.selection_undo, name="selection_undo"),
    # Borrowers by category
    path("c/<slug:code>/categories/", categories.category_list, name="category_list"),
    path("c/<slug:code>/categories/print/", categories.category_print, name="category_print"),
    path("c/<slug:code>/categories/export/", categories.category_xlsx, name="category_xlsx"),
    # Subcategories and the table that decides on them
    path("classification/", subcategories.subcategory_list, name="subcategory_list"),
    path("classification/table/", subcategories.decision_table, name="decision_table"),
    path("classification/table/reset/", subcategories.decision_table_reset, name="decision_table_reset"),
    path(
        "classification/table/<int:number>/",
        subcategories.decision_table_version,
        name="decision_table_version",
    ),
    path("classification/<slug:key>/", subcategories.subcategory_edit, name="subcategory_edit"),
    path("classification/<slug:key>/reset/", subcategories.subcategory_reset, name="subcategory_reset"),
    # The bank's ledger
    path("c/<slug:code>/ledger/", ledger.ledger_upload, name="ledger_upload"),
    path("c/<slug:code>/ledger/template/", ledger.ledger_template, name="ledger_template"),
    path("c/<slug:code>/ledger/unclaimed/", ledger.unclaimed_list, name="unclaimed_list"),
    path("c/<slug:code>/ledger/<int:pk>/", imports.batch_detail, name="ledger_detail"),
    path("c/<slug:code>/ledger/lines/<int:pk>/claim/", ledger.line_claim, name="line_claim"),
    path("c/<slug:code>/ledger/lines/<int:pk>/decline/", ledger.line_decline, name="line_decline"),
    # Assignment
    path("c/<slug:code>/assignment/", assignment.assignment_board, name="assignment_board"),
    path("c/<slug:code>/assignment/place/", assignment.assignment_place, name="assignment_place"),
    path("c/<slug:code>/assignment/proposal/", proposal.assignment_proposal, name="assignment_proposal"),
    path("c/<slug:code>/assignment/proposal/<slug:key>/", proposal.assignment_block, name="assignment_block"),
    path("c/<slug:code>/assignment/undo/<str:token>/", assignment.assignment_undo, name="assignment_undo"),
    path("c/<slug:code>/borrowers/<int:pk>/assign/", assignment.borrower_assign, name="borrower_assign"),
    path("c/<slug:code>/teams/<int:pk>/borrowers/", assignment.member_assign, name="member_assign"),
    path(
        "c/<slug:code>/teams/<int:pk>/members/<int:member>/leave/", leaving.member_leave, name="member_leave"
    ),
    path("c/<slug:code>/exchanges/", modes.exchange_list, name="exchange_list"),
    path("c/<slug:code>/exchanges/<int:pk>/end/", modes.exchange_end, name="exchange_end"),
    path("c/<slug:code>/claims/", modes.claim_list, name="claim_list"),
    path("c/<slug:code>/claims/set/", modes.claim_set, name="claim_set"),
    path("c/<slug:code>/claims/<int:pk>/take/", modes.claim_take, name="claim_take"),
    path("c/<slug:code>/claims/<int:pk>/withdraw/", modes.claim_withdraw, name="claim_withdraw"),
    path("c/<slug:code>/borrowers/<int:pk>/custody/", modes.custody_edit, name="custody_edit"),
    path("c/<slug:code>/borrowers/<int:pk>/custody/end/", modes.custody_end, name="custody_end"),
    path("c/<slug:code>/targets/suggest/", assignment.target_suggest, name="target_suggest"),
    # Plans, and what is proposed to the bank
    path("c/<slug:code>/plans/", plans.plan_list, name="plan_list"),
    path("c/<slug:code>/plans/draft/", plans.plan_draft_missing, name="plan_draft_missing"),
    path("c/<slug:code>/borrowers/<int:pk>/plan/", plans.plan_detail, name="plan_detail"),
    path("c/<slug:code>/borrowers/<int:pk>/plan/edit/", plans.plan_edit, name="plan_edit"),
    path("c/<slug:code>/borrowers/<int:pk>/plan/review/", plans.plan_review, name="plan_review"),
    path(
        "c/<slug:code>/borrowers/<int:pk>/plan/<int:number>/approve/",
        plans.plan_approve,
        name="plan_approve",
    ),
    path(
        "c/<slug:code>/borrowers/<int:pk>/plan/<int:number>/send-back/",
        plans.plan_send_back,
        name="plan_send_back",
    ),
    path(
        "c/<slug:code>/borrowers/<int:pk>/plan/<int:number>/withdraw/",
        plans.plan_withdraw,
        name="plan_withdraw",
    ),
    path("c/<slug:code>/proposals/", relief.relief_list, name="relief_list"),
    path("c/<slug:code>/borrowers/<int:pk>/propose/", relief.relief_propose, name="relief_propose"),
    path("c/<slug:code>/proposals/<int:pk>/decision/", relief.relief_decision, name="relief_decision"),
    # Lists
    path("c/<slug:code>/lists/", imports.batch_upload, name="batch_upload"),
    path("c/<slug:code>/lists/template/", imports.batch_template, name="batch_template"),
    path("c/<slug:code>/lists/<int:pk>/", imports.batch_detail, name="batch_detail"),
    path("c/<slug:code>/lists/<int:pk>/rows/<slug:problem>/", imports.batch_problems, name="batch_problems"),
    path("c/<slug:code>/lists/<int:pk>/rejected/", imports.batch_rejected, name="batch_rejected"),
    path("c/<slug:code>/lists/<int:pk>/confirm/", imports.batch_confirm, name="batch_confirm"),
    path("c/<slug:code>/lists/<int:pk>/discard/", imports.batch_discard, name="batch_discard"),
    path("c/<slug:code>/lists/<int:pk>/cancel/", imports.batch_cancel, name="batch_cancel"),
    path("c/<slug:code>/lists/<int:pk>/retry/", imports.batch_retry, name="batch_retry"),
    path("c/<slug:code>/lists/<int:pk>/undo/", imports.batch_undo, name="batch_undo"),
    # Methods library and talk guides, of the whole bank
    path("library/methods/", library.method_list, name="method_list"),
    path("library/methods/<slug:key>/", library.method_edit, name="method_edit"),
    path("library/methods/<slug:key>/restore/", library.method_restore, name="method_restore"),
    path("library/talks/", library.talk_list, name="talk_list"),
    path("library/talks/<slug:key>/", library.talk_edit, name="talk_edit"),
    path("library/talks/<slug:key>/restore/", library.talk_restore, name="talk_restore"),
]
