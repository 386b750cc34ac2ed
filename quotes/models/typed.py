"""Where people type words about a negotiation: an erased person's name is crossed out there."""

from django.db.models import Model

from quotes.models.amendments import RoundAmendment
from quotes.models.attachments import Attachment
from quotes.models.coach import CoachNote, NegotiationAims
from quotes.models.issues import DealIssue, IssueOption
from quotes.models.negotiation import Anchor, Move, Round

# The table, its way to the deal, and the columns. What a round said stays as it was told but for the name.
ABOUT_ROUNDS: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Round, "quote__deal", ("said", "next_step")),
    (RoundAmendment, "round__quote__deal", ("said", "next_step", "reason")),
    (Move, "round__quote__deal", ("what", "untraded_reason")),
    (Move, "amendment__round__quote__deal", ("what", "untraded_reason")),
    (CoachNote, "round__quote__deal", ("reason",)),
    (Attachment, "round__quote__deal", ("name", "erased_because")),
    (Anchor, "quote__deal", ("source",)),
    (NegotiationAims, "quote__deal", ("batna",)),
    (DealIssue, "deal", ("note",)),
    (IssueOption, "issue__deal", ("name", "source")),
)
