"""A quantity spread over graduated steps, from where the month already stands."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal


def spread(quantity: Decimal, ends: Sequence[Decimal | None], before: Decimal = ZERO) -> list[Decimal]:
    """How much of the quantity falls into each step; a step reaches to its end inclusive, None without end.

    `before` was used earlier in the same month and fills the lower steps first.
    """
    if not ends or any(low is None or (high is not None and high <= low) for low, high in pairwise([ZERO, *ends])):
        raise Refusal("Each step must end above the one before it, and only the last may be open.", field="ends")
    after = before + quantity
    filled = [(min(after, end) if end is not None else after) for end in ends]
    if filled[-1] < after:
        raise Refusal(
            "%(quantity)s is beyond the last step, which ends at %(most)s: agree a price for more first.",
            field="quantity",
            quantity=after,
            most=ends[-1],
        )
    return [max(ZERO, high - max(low or ZERO, before)) for low, high in zip([ZERO, *ends], filled, strict=False)]
