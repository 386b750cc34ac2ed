"""What we remember about people on both sides, their deals, and who did what."""

from stakeholders.models.customers import Contact, Customer
from stakeholders.models.deals import Deal, DealMember, DealSigner, Seat
from stakeholders.models.journal import JournalEntry
from stakeholders.models.people import Team, User

__all__ = ["Contact", "Customer", "Deal", "DealMember", "DealSigner", "JournalEntry", "Seat", "Team", "User"]
