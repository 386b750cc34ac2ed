"""The inbox of approvals, one request, and everything that is said on it."""

from quotes.views.approvals.beside import (
    approval_ask,
    approval_hand_on,
    approval_revoke,
    approval_sign_off,
    question_answer,
)
from quotes.views.approvals.conditions import approval_counter, counter_answer, counter_take_back
from quotes.views.approvals.deciding import approval, approval_decide, approvals
from quotes.views.approvals.sheets import approval_sheet, sheet, sheet_download
from quotes.views.approvals.together import approvals_together

__all__ = [
    "approval",
    "approval_ask",
    "approval_counter",
    "approval_decide",
    "approval_hand_on",
    "approval_revoke",
    "approval_sheet",
    "approval_sign_off",
    "approvals",
    "approvals_together",
    "counter_answer",
    "counter_take_back",
    "question_answer",
    "sheet",
    "sheet_download",
]
