"""What a customer can spend beside what we ask: the budget tab of a deal, and how our estimates turned out."""

from quotes.queries.budgets.record import RecordScreen, record_screen
from quotes.queries.budgets.screen import BudgetScreen, Preview, budget_screen, preview

__all__ = ["BudgetScreen", "Preview", "RecordScreen", "budget_screen", "preview", "record_screen"]
