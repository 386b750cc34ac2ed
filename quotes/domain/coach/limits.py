"""What limit a row of offers points at, whoever made them."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from dealdesk.kernel.money import EXACT, ZERO


def steps(numbers: Sequence[Decimal], *, rising: bool = False) -> tuple[Decimal, ...]:
    """How far each number came towards the other side since the side last turned round, oldest first: offers fall, and
    asks rise where `rising`. Numbers that stayed where they were are no step."""
    made: list[Decimal] = []
    for earlier, later in pairwise(numbers):
        step = EXACT.subtract(later, earlier) if rising else EXACT.subtract(earlier, later)
        made = [*made, step] if step > 0 else made if not step else []
    return tuple(made)


def implied_limit(numbers: Sequence[Decimal], *, rising: bool = False) -> Decimal | None:
    """Where shrinking steps would end, were they to go on shrinking at the last ratio; unrounded.

    Aitken's delta-squared on the last three numbers that differ: L = P_n - c_n² / (c_(n-1) - c_n), signed towards the
    other side. None where there are fewer than two steps, or the last one did not shrink. It speaks of the pattern
    alone: 1,500, 1,210, 1,180, 1,170 points at 1,165.
    """
    made = steps(numbers, rising=rising)
    if len(made) < 2 or not 0 < made[-1] < made[-2]:
        return None
    ahead = EXACT.divide(EXACT.multiply(made[-1], made[-1]), EXACT.subtract(made[-2], made[-1]))
    return EXACT.add(numbers[-1], ahead) if rising else EXACT.subtract(numbers[-1], ahead)


def pace(made: Sequence[Decimal]) -> Decimal | None:
    """The last step over the one before it, unrounded; None for fewer than two, or after a step of nothing."""
    if len(made) < 2 or made[-2] <= ZERO:
        return None
    return EXACT.divide(made[-1], made[-2])
