"""Four things that customers say, and what to do about each instead of cutting the price.

A card is a list of steps in their order; each opens the tool that does it. Nothing here invents a deadline, a reference
or a competitor's price: where a step asks for a fact, somebody has to get it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dealdesk.kernel.words import Word


class Situation(Word):
    CHEAPER = "cheaper", "“A competitor is far cheaper”"
    DEARER = "dearer", "“What am I paying more for?”"
    SHORT = "short", "“We need it, but the budget is too small”"
    STALLED = "stalled", "“Our approval takes long”"


class Step(Word):
    """What is to be done, in the reader's words."""

    HEARD = "heard", "Write down what was said, by whom and when"
    WRITTEN = "written", "Ask for their offer in writing"
    ALIKE = "alike", "Lay both offers side by side, like for like"
    WORTH = "worth", "Have the customer say what the difference is worth"
    RESIDUAL = "residual", "Talk about the rest alone"

    CLAIMS = "claims", "Put what we do better into their money"
    THEIRS = "theirs", "Know what the alternative costs them"
    AGREED = "agreed", "Have them acknowledge the figures"
    EVEN = "even", "Say what must come true first"
    PAGE = "page", "Put that page into the proposal"

    BUDGET = "budget", "Estimate what they can spend"
    USAGE = "usage", "Look at what they will really use"
    FORMS = "forms", "Price that use under every billing form"
    PHASES = "phases", "Offer a smaller first phase"
    LOCKED = "locked", "Lock the price of the later phase"

    PLAN = "plan", "Draw up the way to the signature with them"
    FREEZE = "freeze", "Know the day on which the budget freezes"
    DECIDER = "decider", "Reach whoever can approve"
    SUMMIT = "summit", "Let the heads of both sides meet"
    PAPERS = "papers", "Give your ally papers for the approval inside"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Why a step is worth its time, in one sentence."""

    why: str


# fmt: off
CARDS: dict[Situation, Mapping[Step, Asked]] = {
    Situation.CHEAPER: {
        Step.HEARD:    Asked(why="A figure without a source is no figure; it may be a bluff, and it may be true."),
        Step.WRITTEN:  Asked(why="As long as it is only claimed, ask for the scope and do not answer the number."),
        Step.ALIKE:    Asked(why="Fewer modules, fewer streams or a lower service level are cheaper everywhere."),
        Step.WORTH:    Asked(why="What the customer has put into words need not be argued with a price."),
        Step.RESIDUAL: Asked(why="What is left like for like is the only part that is about price."),
    },
    Situation.DEARER: {
        Step.CLAIMS:  Asked(why="“Better quality” is no number; their calls, bills and hours make it one."),
        Step.THEIRS:  Asked(why="Only the difference in price has to pay for itself."),
        Step.AGREED:  Asked(why="A figure that they gave and agreed to is theirs; ours they can doubt."),
        Step.EVEN:    Asked(why="How little has to come true is easier to believe than how much might."),
        Step.PAGE:    Asked(why="Whoever buys has to answer the same question inside."),
    },
    Situation.SHORT: {
        Step.BUDGET: Asked(why="A price above what they can spend is not mended by a discount of five points."),
        Step.USAGE:  Asked(why="Who contracts a hundred thousand streams may peak at a few thousand."),
        Step.FORMS:  Asked(why="Paying for what is used can cost them less and leave us more than a price cut."),
        Step.PHASES: Asked(why="What is not needed yet can be bought later."),
        Step.LOCKED: Asked(why="They start small only if growing is not punished."),
    },
    Situation.STALLED: {
        Step.PLAN:    Asked(why="A step that has an owner on each side and a date moves; the others wait."),
        Step.FREEZE:  Asked(why="After that day the money belongs to next year."),
        Step.DECIDER: Asked(why="Who has not heard it from us hears it second hand, from those who ask for less."),
        Step.SUMMIT:  Asked(why="One word from above can do what a month below does not."),
        Step.PAPERS:  Asked(why="Inside, somebody else has to explain why it is not the cheapest."),
    },
}
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Facts:
    """For each step whether it is done; a step that nobody could ever tick off is not in it."""

    done: Mapping[Step, bool]

    def next_of(self, card: Situation) -> Step | None:
        """The first step that is not done; None where all that can be done are."""
        return next((step for step in CARDS[card] if self.done.get(step) is False), None)

    def count_of(self, card: Situation) -> tuple[int, int]:
        """How many are done, of how many that can be."""
        known = [self.done[step] for step in CARDS[card] if step in self.done]
        return sum(known), len(known)
