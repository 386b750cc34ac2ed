"""What is negotiated in a deal, and the ledger of what was given for what."""

from quotes.queries.issues.ledger import LedgerPart, TradeRow, TradesTyped, ledger_part, trades_typed
from quotes.queries.issues.screen import (
    IssuesScreen,
    ground_of,
    issues_screen,
    option_choices,
    share_of_first,
    table_of,
    taken_issues,
)

__all__ = [
    "IssuesScreen",
    "LedgerPart",
    "TradeRow",
    "TradesTyped",
    "ground_of",
    "issues_screen",
    "ledger_part",
    "option_choices",
    "share_of_first",
    "table_of",
    "taken_issues",
    "trades_typed",
]
