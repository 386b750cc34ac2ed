"""What limit a row of offers points at, whoever made them."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from dealdesk.kernel.money import EXACT, ZERO


def steps(numbers: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """How far each number lies from the one before, oldest first, without those that stayed where they were.

    Positive whichever way the side moves towards the other: offers that fall, asks that rise. A side that turns round
    has a negative step, so that it can be told.
    """
    moved = [later - earlier for earlier, later in pairwise(numbers) if later != earlier]
    if not moved:
        return ()
    forward = moved[0] > 0
    return tuple(move if forward else -move for move in moved)


def implied_limit(numbers: Sequence[Decimal]) -> Decimal | None:
    """Where shrinking steps would end, were they to go on shrinking at the last ratio; unrounded.

    Aitken's delta-squared on the last three numbers that differ: L = P_n - c_n² / (c_(n-1) - c_n), signed towards the
    other side. None where there are fewer than two steps, or the last one did not shrink. It speaks of the pattern
    alone: 1,500, 1,210, 1,180, 1,170 points at 1,165.
    """
    made = steps(numbers)
    if len(made) < 2 or not 0 < made[-1] < made[-2]:
        return None
    ahead = EXACT.divide(EXACT.multiply(made[-1], made[-1]), EXACT.subtract(made[-2], made[-1]))
    falling = numbers[-1] < numbers[0]
    return EXACT.subtract(numbers[-1], ahead) if falling else EXACT.add(numbers[-1], ahead)


def pace(made: Sequence[Decimal]) -> Decimal | None:
    """The last step over the one before it, unrounded; None for fewer than two, or after a step of nothing."""
    if len(made) < 2 or made[-2] <= ZERO:
        return None
    return EXACT.divide(made[-1], made[-2])
