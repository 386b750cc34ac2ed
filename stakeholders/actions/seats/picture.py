"""Where people stand on the picture of a decision map."""

from datetime import datetime

from django.db import transaction

from stakeholders.actions.seats.seat import hold_seat
from stakeholders.models import Seat, User
from stakeholders.models.seats import EDGE


@transaction.atomic
def place_seat(seat: Seat, *, x: int, y: int, by: User, at: datetime) -> None:
    """In steps of EDGE, kept on the picture; the last hand counts. A place says nothing of a deal and leaves no row in
    the journal."""
    seat = hold_seat(seat)
    seat.x, seat.y = min(max(x, 0), EDGE), min(max(y, 0), EDGE)
    seat.save(update_fields=["x", "y"])
