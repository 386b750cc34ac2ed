"""Where people stand on the picture of a decision map."""

from datetime import datetime

from django.db import transaction

from stakeholders.models import Seat, User
from stakeholders.models.seats import EDGE


@transaction.atomic
def place_seat(seat: Seat, *, x: int, y: int, by: User, at: datetime) -> None:
    """In steps of EDGE, kept on the picture. A place says nothing of a deal and leaves no row in the journal."""
    Seat.objects.filter(pk=seat.pk).update(x=min(max(x, 0), EDGE), y=min(max(y, 0), EDGE))
