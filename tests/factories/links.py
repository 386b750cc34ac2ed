"""A link to a file, whatever its offer is: the action gives only what may go out."""

from datetime import date, timedelta

from quotes.actions.links import Made
from quotes.domain.links import token_hash
from quotes.models import ProposalExport, ProposalLink
from stakeholders.models import Contact, User
from tests.factories.batches import batch
from tests.factories.stakeholders import NOW


def link(
    *, export: ProposalExport, recipient: Contact, by: User, token: str = "", last_day: date | None = None
) -> Made:
    token = token or f"token-of-{export.pk}"
    made = ProposalLink.objects.create(
        export=export,
        recipient=recipient,
        token_hash=token_hash(token),
        last_day=last_day or NOW.date() + timedelta(days=30),
        made_at=NOW,
        made_by=by,
    )
    return Made(made, token)


def given(export: ProposalExport, running: ProposalExport, reader: Contact, by: User) -> dict[str, int | str]:
    """A link to a file, and orders of several with one that is done and one under way, by the names that addresses have
    for their parts."""
    made = link(export=export, recipient=reader, by=by)
    orders = {"batch": batch(export, by=by).pk, "running_batch": batch(running, by=by).pk}
    return {"link": made.link.pk, "token": made.token, "page": 1, **orders}
