"""What a dialog sent is refused at its field, where the person is, and nothing typed is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from borrowers.enums import RepaymentState
from teams.enums import Role
from tests.factories.borrowers import LoanFactory, RepaymentFactory
from tests.factories.teams import person

SENTENCES = {
    "zh-hans": "请填写退回原因，让小队知道要改什么。",
    "en": "Give a reason: the team has to know what to mend.",
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sending_a_report_back_without_a_reason_is_said_at_the_field(transactional_db, new_page, language):
    loan = LoanFactory()
    repayment = RepaymentFactory(loan=loan)
    manager = person(Role.BRANCH_MANAGER, branch=loan.campaign.branch, language=language)
    page = new_page(manager)
    page.goto(reverse("borrowers:repayment_queue", args=[loan.campaign.code]))

    dialog = page.locator(f"#reject-{repayment.pk}")
    for typed in ("", "缺"):
        if not dialog.is_visible():
            page.locator(f"[data-dialog=reject-{repayment.pk}]").click()
        dialog.get_by_role("textbox").fill(typed)
        dialog.locator("button[type=submit]").click()
        page.wait_for_load_state()

        field = dialog.get_by_role("textbox")
        expect(field).to_be_focused()
        expect(field).to_have_value(typed)
        expect(field).to_have_accessible_description(SENTENCES[language])
        expect(page.locator("#toasts .toast-line")).to_have_count(0)

    field.fill("缺回单照片")
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()
    repayment.refresh_from_db()
    assert (repayment.state, repayment.rejection) == (RepaymentState.REJECTED, "缺回单照片")
