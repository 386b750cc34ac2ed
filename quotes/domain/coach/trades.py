"""How narrow the giving has become, and what several things score together."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal


def concentration(given: Sequence[Decimal]) -> Decimal | None:
    """Σ of the squared shares of what was given by issue (Herfindahl-Hirschman): 1 is all in one; unrounded.

    None where nothing of worth was given; the order does not matter.
    """
    total = sum(given, ZERO)
    if total <= 0:
        return None
    if any(worth < 0 for worth in given):
        raise Refusal("What was given is worth nothing or more.", field="worth")
    # One division at the end: squares and their sum are exact, so that no order of the shares rounds otherwise.
    with localcontext(EXACT):
        return sum((worth * worth for worth in given), ZERO) / (total * total)


def score(weights: Sequence[Decimal], values: Sequence[Decimal]) -> Decimal:
    """Σ weight · value, exact; refuses weights that do not come to 1 (Keeney and Raiffa's additive form)."""
    if len(weights) != len(values):
        raise Refusal("Every weight needs its value.", field="weights")
    if sum(weights, ZERO) != 1:
        raise Refusal("The weights come to 1.", field="weights")
    return sum((EXACT.multiply(weight, value) for weight, value in zip(weights, values, strict=True)), ZERO)
