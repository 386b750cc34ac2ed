"""What a trade is worth to both sides, how a step sits between them, and how narrow the giving has become."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class StepClass(Word):
    FORTUNATE = "fortunate", "Better for both"
    SELFISH = "selfish", "Better for whoever moves"
    CONCESSION = "concession", "Worse for whoever moves, better for the other"
    UNFORTUNATE = "unfortunate", "Worse for both"
    NICE = "nice", "Better for the other at no cost"
    SILENT = "silent", "No change to speak of"


@dataclass(frozen=True, kw_only=True)
class Swap:
    """A give against a get, each with what it costs whoever gives and is worth to whoever takes, in one currency."""

    give_cost: Decimal
    give_worth: Decimal
    get_worth: Decimal
    get_cost: Decimal

    @property
    def ours(self) -> Decimal:
        return self.get_worth - self.give_cost

    @property
    def theirs(self) -> Decimal:
        return self.give_worth - self.get_cost

    @property
    def joint(self) -> Decimal:
        return self.ours + self.theirs

    @property
    def is_balanced(self) -> bool:
        """Nobody loses by it."""
        return self.ours >= 0 and self.theirs >= 0


def step_class(ours: Decimal, theirs: Decimal, least: Decimal = ZERO) -> StepClass:
    """A step by what it changes for whoever makes it and for the other; what is within `least` of zero is no change.

    Source: Hindriks, Jonker and Tykhonov 2007; the gaps of the six classes are closed in the cautious way: worse for
    whoever moves and no better for the other is unfortunate, worse for the other alone is selfish.
    """
    mine, other = (ZERO if abs(change) <= least else change for change in (ours, theirs))
    if mine > 0:
        return StepClass.FORTUNATE if other > 0 else StepClass.SELFISH
    if mine < 0:
        return StepClass.CONCESSION if other > 0 else StepClass.UNFORTUNATE
    if other > 0:
        return StepClass.NICE
    return StepClass.SELFISH if other < 0 else StepClass.SILENT


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
