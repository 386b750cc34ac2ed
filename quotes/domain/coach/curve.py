"""How much of the room a plan has given away by a round, and what answers to the other side's moves."""

from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal

# More rounds than any negotiation of ours had; a typing error is not walked through.
MOST_ROUNDS = 60
# Below the first a plan gives nothing until the last round, above the other everything in the first.
LEAST_BETA, MOST_BETA = Decimal("0.05"), Decimal(20)


def share_given(turn: int, rounds: int, beta: Decimal, kappa: Decimal = ZERO) -> Decimal:
    """α(t) = κ + (1 - κ)(t/T)^(1/β): the part of the room that is given by a turn, 0 to 1; to 30 digits.

    β < 1 holds out (Boulware), 1 is even, above 1 gives early (conceder). After the last round all of it is given.
    Source: Faratin, Sierra and Jennings 1998, polynomial tactic.
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise Refusal("Plan between 1 and %(most)s rounds.", field="rounds", most=MOST_ROUNDS)
    if not LEAST_BETA <= beta <= MOST_BETA:
        raise Refusal("The pace lies between %(least)s and %(most)s.", field="beta", least=LEAST_BETA, most=MOST_BETA)
    if turn >= rounds:
        return Decimal(1)
    with localcontext(EXACT) as exact:
        exact.prec = 30
        return kappa + (1 - kappa) * (Decimal(max(turn, 0)) / rounds) ** (1 / beta)


def planned(highest: Decimal, lowest: Decimal, given: Decimal) -> Decimal:
    """A seller's number when that share of the room from the highest down to the lowest is given; unrounded."""
    return highest - given * (highest - lowest)


def in_kind(before: Decimal, now: Decimal, ours: Decimal, *, lowest: Decimal, highest: Decimal) -> Decimal:
    """Our next number when we move as they did, in proportion: ours · before / now, kept inside our room; unrounded.

    Source: Faratin, Sierra and Jennings 1998, relative tit-for-tat.
    """
    if before <= 0 or now <= 0:
        raise Refusal("What they asked for is an amount above zero.", field="their_ask")
    return min(highest, max(lowest, EXACT.divide(EXACT.multiply(ours, before), now)))


def first_share(first: Decimal, second: Decimal) -> Decimal:
    """The share of whoever offers first when waiting costs both: (1 - δ2) / (1 - δ1·δ2), δ what a period leaves of
    one's money; unrounded. Source: Rubinstein 1982."""
    if not (0 <= first < 1 and 0 <= second < 1):
        raise Refusal("What a period leaves of one's money lies between nothing and less than all of it.")
    return EXACT.divide(1 - second, 1 - EXACT.multiply(first, second))
