"""What the screens of approvals show, and the one word for where a version or a request stands."""

from quotes.queries.approvals.alike import reason_of
from quotes.queries.approvals.beside import Beside, heirs, signers
from quotes.queries.approvals.counters import CounterLook, CounterRow, counter_look
from quotes.queries.approvals.inbox import TABS, InboxRow, Retired, approval_inbox, retires
from quotes.queries.approvals.one import ApprovalScreen, Over, approval_screen
from quotes.queries.approvals.sheets import earlier_sheets, sheet_like
from quotes.queries.approvals.together import Group, TogetherScreen, together_screen

__all__ = [
    "TABS",
    "ApprovalScreen",
    "Beside",
    "CounterLook",
    "CounterRow",
    "Group",
    "InboxRow",
    "Over",
    "Retired",
    "TogetherScreen",
    "approval_inbox",
    "approval_screen",
    "counter_look",
    "earlier_sheets",
    "heirs",
    "reason_of",
    "retires",
    "sheet_like",
    "signers",
    "together_screen",
]
