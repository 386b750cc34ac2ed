"""How a use goes on when a contract outlasts what was told of it: one rule for what we pay and for what is paid us."""

from collections.abc import Iterator
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO


def going_on(known: int, months: int, growth: Decimal = ZERO) -> Iterator[tuple[int, Decimal]]:
    """For each of so many `months` of a term, the place from 0 of the month that is told again, and its factor.

    The `known` months are told round by round; a round is grown by `growth`, a ratio a month, for the months since the
    first one, so that its season stays as it was told. A scenario tells every month of a term with its own growth, and
    only beyond the longest one that it can tell does it come to this; what was measured has its own first round, and
    grows from the second on by what its scenario says. Nothing where no month is known.
    """
    for month in range(months if known else 0):
        rounds, place = divmod(month, known)
        yield place, EXACT.power(1 + growth, rounds * known)
