"""Why a deal was lost, as far as the budget tells: our picture of it was wrong, or our price was."""

from decimal import Decimal

from dealdesk.kernel.words import Word
from stakeholders.domain.budgets.intervals import Interval


class Loss(Word):
    BUDGET = "budget", "the budget was wrong"
    PRICE = "price", "the price was wrong"
    BOTH = "both", "both were wrong"
    NEITHER = "neither", "neither: lost for another reason"
    UNKNOWN = "unknown", "not known yet"


def why_lost(told: Interval | None, price: Decimal | None, budget: Decimal | None) -> Loss:
    """The budget was wrong where it turned out outside of P10 to P90; the price was wrong where our last one was more
    than the budget. All in one basis; without any one of the three nobody knows."""
    if told is None or price is None or budget is None:
        return Loss.UNKNOWN
    return SPLIT[budget not in told, price > budget]


SPLIT = {
    (True, True): Loss.BOTH,
    (True, False): Loss.BUDGET,
    (False, True): Loss.PRICE,
    (False, False): Loss.NEITHER,
}
