"""Asking for an approval, deciding on it, and closing what need not be answered any more."""

from quotes.actions.approvals.asking import decide, submit_version

__all__ = ["decide", "submit_version"]
