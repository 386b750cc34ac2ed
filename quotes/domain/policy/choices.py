"""What a policy says of steps that nobody, or only the requester, could answer."""

from dataclasses import dataclass

from dealdesk.kernel.words import Word


class Own(Word):
    """The requester, or the deal's owner, stands at the place that is asked."""

    NEXT = "next", "The next one above, or another of the role, is asked instead"
    SKIP = "skip", "The step falls away, and that is written down"


class Nobody(Word):
    """Nobody is left at the place that is asked."""

    REFUSE = "refuse", "The offer cannot be submitted"
    PASS = "pass", "The step falls away, and that is written down"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Who holds two places is always asked once, at the higher one, with the reasons of both."""

    own: Own = Own.NEXT
    nobody: Nobody = Nobody.REFUSE


USUAL = Choices()
