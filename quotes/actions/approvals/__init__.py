"""Asking for an approval, deciding on it or letting others decide, and closing what need not be answered any more."""

from quotes.actions.approvals.asking import decide, submit_version
from quotes.actions.approvals.passing import add_sign_off, hand_on, revoke_decision

__all__ = ["add_sign_off", "decide", "hand_on", "revoke_decision", "submit_version"]
