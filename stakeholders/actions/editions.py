"""Who saves first: a change names the edition of the row that its author read, and the second one is told so."""

from dealdesk.kernel.refusals import StaleRefusal
from stakeholders.models import Contact, Customer, Deal, Milestone, Seat, SeatRelation

STALE = "Somebody else saved this while you were editing. Nothing you typed is lost: compare and save again."


def renew(row: Customer | Contact | Deal | Milestone | Seat | SeatRelation, edition: int | None) -> None:
    """Refuses a change of a locked row that was made from another edition; None was made from no page at all."""
    if edition is not None and edition != row.edition:
        raise StaleRefusal(STALE, field="edition")
    row.edition += 1
