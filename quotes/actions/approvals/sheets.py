"""Taking a request for approval along on paper."""

from datetime import datetime

from django.db import transaction

from quotes.models import ApprovalRequest
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def take_sheet(*, request: ApprovalRequest, sha256: str, by: User, at: datetime) -> None:
    """Writes down who took which bytes: cost and margin leave the screen with them."""
    quote = request.version.quote
    about = {"on": request, "deal": quote.deal, "number": quote.number, "version": request.version.mark}
    record("take_sheet", **about, by=by, at=at, sha256=sha256)
