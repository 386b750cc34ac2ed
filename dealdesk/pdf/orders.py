"""What a worker does with an order for paper: it is made, tried again where it may go better, or given up in words."""

import logging
from collections.abc import Callable
from datetime import timedelta

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import PressFailure, Progress

LOGGER = logging.getLogger(__name__)
GIVEN_UP = PressFailure("The PDF could not be made. Order it again; if it fails again, tell your administrator.")
# A document that killed its press once may go better the second time; a third is for whoever looks after the machine.
PRESS_ATTEMPTS = 2
# After so long an order is asked for again, in case nobody remembers it.
FORGOTTEN = timedelta(minutes=1)


class NotWanted(Exception):
    """It was called off while it was being made, or somebody else makes it."""


def noting(note: Callable[[int], bool]) -> Progress:
    """Notes how far it is, in percent; stops the press once nobody wants what it makes."""

    def told(percent: int, stage: str) -> None:
        if not note(percent):
            raise NotWanted

    return told


def fulfil(
    make: Callable[[], object],
    give_up: Callable[[Refusal], None],
    *,
    attempt: int,
    most: int,
    again: Callable[[Refusal], None] | None = None,
) -> None:
    """Raises what may go better another time while there is one, so that the task engine calls again; `again` is told
    why, where it is the press. What is given up as a `PressFailure` is no mistake of whoever ordered it.

    An `attempt` past the `most` there are took its workers with it every time, so that none of them could say so.
    """
    if attempt > most:
        give_up(GIVEN_UP)
        return
    try:
        make()
    except NotWanted:
        return
    except PressFailure as failure:
        if attempt < PRESS_ATTEMPTS:
            if again is not None:
                again(failure)
            raise
        give_up(failure)
    except Refusal as refusal:
        give_up(refusal)
    except Exception:
        if attempt < most:
            raise
        LOGGER.exception("an order for paper was given up")
        give_up(GIVEN_UP)
