"""What a policy says of its steps: how each is answered, and what becomes of those that nobody could answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from dealdesk.kernel.words import Word

# A chain that is longer waits longer than any deal does.
MOST_STEPS = 5


class Own(Word):
    """The requester, or the deal's owner, stands at the place that is asked."""

    NEXT = "next", "The next one above, or another of the role, is asked instead"
    SKIP = "skip", "The step falls away, and that is written down"


class Nobody(Word):
    """Nobody is left at the place that is asked."""

    REFUSE = "refuse", "The offer cannot be submitted"
    PASS = "pass", "The step falls away, and that is written down"


class Again(Word):
    """One person, or one role, is asked in two steps."""

    ONCE = "once", "Asked once, at the last of them, with the reasons of all"
    EACH = "each", "Asked each time its step comes"


class Mode(Word):
    """How one step is answered; the next step is asked only then."""

    ALL = "all", "Everyone agrees, in any order"
    ANY = "any", "One of them is enough"
    TURN = "turn", "Everyone agrees, one after another in the order of the rules"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Who holds two places of one step is always asked once, at the higher one, with the reasons of both.

    `modes` are those of the steps from the first on; a step beyond them asks everyone.
    """

    own: Own = Own.NEXT
    nobody: Nobody = Nobody.REFUSE
    again: Again = Again.ONCE
    modes: tuple[Mode, ...] = ()

    def mode(self, step: int) -> Mode:
        return self.modes[step - 1] if step <= len(self.modes) else Mode.ALL


USUAL = Choices()


def modes(told: Iterable[Mode]) -> tuple[Mode, ...]:
    """As far as any step says something else than that everyone agrees."""
    found = list(told)
    while found and found[-1] is Mode.ALL:
        found.pop()
    return tuple(found)
