"""Who reports to whom, who listens to whom, who quarrels, who is close."""

from datetime import datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.deals import hold
from stakeholders.actions.journal import record
from stakeholders.actions.seats.seat import gone, off_the_chain
from stakeholders.domain.seats.words import LineKind
from stakeholders.models import Seat, SeatLine, User


@transaction.atomic
def draw_line(*, start: Seat, end: Seat, kind: LineKind, weight: int = 1, by: User, at: datetime) -> SeatLine:
    """Never over one that is there: whoever weighs it anew takes the old one away, having seen it. The weight is 1 to
    3, and 1 for every kind but influence."""
    if start.deal_id != end.deal_id:
        raise Refusal("Both people must be on this map.", field="end")
    if start.pk == end.pk:
        raise Refusal("A line leads from one person to another.", field="end")
    if hold(start.deal).seats.filter(pk__in=[start.pk, end.pk]).count() < 2:
        raise off_the_chain()
    weight = weight if kind == LineKind.INFLUENCE else 1
    with once(seat_line_influence_once=_drawn, seat_line_once_per_pair=_drawn):
        line = SeatLine.objects.create(start=start, end=end, kind=kind, weight=weight)
    _tell("draw_line", line, by, at)
    return line


def _drawn() -> Refusal:
    return Refusal(
        "These two have a line of this kind already. To draw it anew, remove the old one first.", field="kind"
    )


@transaction.atomic
def remove_line(line: SeatLine, *, by: User, at: datetime) -> None:
    hold(line.start.deal)
    if not SeatLine.objects.filter(pk=line.pk).exists():
        raise gone()
    _tell("remove_line", line, by, at)
    line.delete()


def _tell(act: str, line: SeatLine, by: User, at: datetime) -> None:
    """Between whom, and not of what kind: that two people quarrel is an opinion about them."""
    start, end = line.start, line.end
    record(act, on=start, by=by, at=at, deal=start.deal, person=start.contact_id, other=end.contact_id)
