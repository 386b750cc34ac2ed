"""Asking for an approval, deciding on it or letting others decide, and closing what need not be answered any more."""

from quotes.actions.approvals.asking import submit_version
from quotes.actions.approvals.chasing import chase
from quotes.actions.approvals.deciding import decide
from quotes.actions.approvals.passing import add_sign_off, hand_on, revoke_decision
from quotes.actions.approvals.sheets import (
    fail_sheet,
    finish_sheet,
    order_sheet,
    take_sheet,
    wake_sheet,
)
from quotes.actions.approvals.together import Together, decide_together

__all__ = [
    "Together",
    "add_sign_off",
    "chase",
    "decide",
    "decide_together",
    "fail_sheet",
    "finish_sheet",
    "hand_on",
    "order_sheet",
    "revoke_decision",
    "submit_version",
    "take_sheet",
    "wake_sheet",
]
