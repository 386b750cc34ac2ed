"""What a worker writes of paper that one reader ordered, whichever table it stands in; only the last claim counts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import Pdf
from quotes.models.orders import PaperOrder, PaperOrderQuerySet


@transaction.atomic
def claim_order[Row: PaperOrder](*, orders: PaperOrderQuerySet[Row], order: int) -> Row | None:
    """The order if there is still something to do, under a number of its own: nobody claims it in between."""
    claimed = orders.unmade().filter(pk=order).update(attempts=F("attempts") + 1, progress=0)
    return orders.get(pk=order) if claimed else None


def note_order(*, order: PaperOrder, percent: int) -> bool:
    """False where this worker's work is wanted no more."""
    still = type(order).objects.still(order)
    return bool(still.filter(progress__lt=percent).update(progress=percent)) or still.exists()


def finish_order(*, order: PaperOrder, pdf: Pdf, at: datetime, **kept: Any) -> bool:
    """False where another worker has taken over; `kept` are columns of that table alone."""
    told = {"pdf": pdf.content, "sha256": pdf.sha256, "pages": pdf.pages} | kept
    return bool(type(order).objects.still(order).update(progress=100, finished_at=at, **told))


def fail_order(*, order: PaperOrder, failure: Refusal, at: datetime) -> bool:
    return bool(type(order).objects.still(order).update(failure=failure, finished_at=at))
