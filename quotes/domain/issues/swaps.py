"""What a give against a get changes for both sides, and how a step sits between them."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
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
