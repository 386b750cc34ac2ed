"""From a month's usage to an offer's term: how often a month's quantity stands on a line."""

from decimal import Decimal

from dealdesk.kernel.money import EXACT

LONGEST_TERM = 120
A_YEAR = 12
# What a unit is called that has its own time, or is used up in time: 路·年, 月, 千分钟, GB.
IN_TIME = ("年", "月", "天", "日", "小时", "分钟", "year", "month", "day", "hour", "minute", "gb", "tb")


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


def grows_with_term(unit: str) -> bool:
    """Whether a quantity in this unit is for a whole term, so that twice the term has twice of it: months, minutes,
    years of a stream. Of streams, seats or rooms there are as many in one month as in thirty-six."""
    return any(word in unit.casefold() for word in IN_TIME)


def over_term(month: Decimal, times: int) -> Decimal:
    """A month's quantity so many times; exact."""
    return EXACT.multiply(month, Decimal(times))
