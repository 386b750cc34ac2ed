"""From a month's usage to an offer's term: how often a month's quantity stands on a line."""

from decimal import Decimal

from dealdesk.kernel.money import EXACT

LONGEST_TERM = 120
A_YEAR = 12


def is_by_the_year(unit: str) -> bool:
    """Whether a price in this unit, such as 路·年, pays for a year: a month's peak is then not added up over months."""
    return "年" in unit or "year" in unit.casefold()


def is_by_the_day(unit: str) -> bool:
    """Whether a price in this unit, such as Mbps·天, pays for a day."""
    return "天" in unit or "day" in unit.casefold()


def times_in(term_months: int, unit: str) -> int:
    """How often a price in this unit is paid in a term: every month, or every whole year and at least once.

    A proposal to start from, since a contract may begin or ramp up otherwise.
    """
    return max(1, term_months // A_YEAR) if is_by_the_year(unit) else term_months


def over_term(month: Decimal, times: int) -> Decimal:
    """A month's quantity so many times; exact."""
    return EXACT.multiply(month, Decimal(times))
