"""Documents of the last offer that went out in the main story: ordered here, and made once the worker runs."""

from datetime import datetime

from quotes.actions.proposals import request_export
from quotes.domain.lifecycle import VersionState
from quotes.domain.proposals import Kind
from quotes.models import Quote
from stakeholders.models import User


def order(quote: Quote, by: User, at: datetime) -> None:
    """One of each kind, so that nobody's first page waits for any of them."""
    sent = quote.versions.filter(state=VersionState.SENT).order_by("-number")[0]
    for kind in Kind:
        request_export(version=sent, kind=kind, by=by, at=at)
