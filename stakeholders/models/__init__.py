"""What we remember about people on both sides, their deals, and who did what."""

from stakeholders.models.budgets import BudgetEstimate, BudgetOutcome, BudgetSignal
from stakeholders.models.customers import Contact, Customer
from stakeholders.models.deals import Deal, DealMember, DealSigner
from stakeholders.models.engagements import Engagement
from stakeholders.models.journal import JournalEntry
from stakeholders.models.notices import Notice, NoticeDelivery, NoticeWishes
from stakeholders.models.people import Team, User
from stakeholders.models.plans import Milestone
from stakeholders.models.privacy import JournalVeil, MapOpening, PrivacyPolicy, Typed
from stakeholders.models.robots import Robot
from stakeholders.models.savedviews import SavedView
from stakeholders.models.seats import Seat, SeatEvidence, SeatLine, SeatRelation
from stakeholders.models.workdays import NoticedDay, WorkdayNotice

__all__ = [
    "BudgetEstimate",
    "BudgetOutcome",
    "BudgetSignal",
    "Contact",
    "Customer",
    "Deal",
    "DealMember",
    "DealSigner",
    "Engagement",
    "JournalEntry",
    "JournalVeil",
    "MapOpening",
    "Milestone",
    "Notice",
    "NoticeDelivery",
    "NoticeWishes",
    "NoticedDay",
    "PrivacyPolicy",
    "Robot",
    "SavedView",
    "Seat",
    "SeatEvidence",
    "SeatLine",
    "SeatRelation",
    "Team",
    "Typed",
    "User",
    "WorkdayNotice",
]
