"""What a worker does with an order for paper: it is made, tried again where it may go better, or given up in words."""

import logging
from collections.abc import Callable

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import PressFailure

LOGGER = logging.getLogger(__name__)
GIVEN_UP = Refusal("The PDF could not be made. Order it again; if it fails again, tell your administrator.")


def fulfil(make: Callable[[], None], give_up: Callable[[Refusal], None], *, attempt: int, most: int) -> None:
    """Raises what may go better another time while there is one, so that the task engine calls again.

    An `attempt` past the `most` there are took its workers with it every time, so that none of them could say so.
    """
    if attempt > most:
        give_up(GIVEN_UP)
        return
    try:
        make()
    except PressFailure as failure:
        if attempt < most:
            raise
        give_up(failure)
    except Refusal as refusal:
        give_up(refusal)
    except Exception:
        if attempt < most:
            raise
        LOGGER.exception("an order for paper was given up")
        give_up(GIVEN_UP)
