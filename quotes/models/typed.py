"""Where people type words about a deal and its negotiation: an erased person's name is crossed out there."""

from django.db.models import Model

from quotes.models.amendments import RoundAmendment
from quotes.models.attachments import Attachment
from quotes.models.coach import CoachNote, NegotiationAims
from quotes.models.invoicing import DealInvoicing
from quotes.models.issues import DealIssue, IssueOption
from quotes.models.negotiation import Anchor, Move, Round
from quotes.models.readiness import ReadinessOverride, ValueWord
from quotes.models.rivals import RivalOffer, RivalWeighing

# The table, its way to the deal, and the columns.
type Typed = tuple[tuple[type[Model], str, tuple[str, ...]], ...]

ABOUT_DEALS: Typed = (
    (ReadinessOverride, "deal", ("reason",)),
    (ValueWord, "deal", ("said",)),
    (DealInvoicing, "deal", ("source",)),
    (RivalOffer, "deal", ("source", "covers_words")),
    (RivalWeighing, "offer__deal", ("basis",)),
)
# What a round said stays as it was told but for the name.
ABOUT_ROUNDS: Typed = (
    (Round, "quote__deal", ("said", "next_step")),
    (RoundAmendment, "round__quote__deal", ("said", "next_step", "reason")),
    (Move, "round__quote__deal", ("what", "untraded_reason")),
    (Move, "amendment__round__quote__deal", ("what", "untraded_reason")),
    (CoachNote, "round__quote__deal", ("reason",)),
    (Attachment, "round__quote__deal", ("name", "erased_because")),
    (Attachment, "rival__deal", ("name", "erased_because")),
    (Anchor, "quote__deal", ("source",)),
    (NegotiationAims, "quote__deal", ("batna",)),
    (DealIssue, "deal", ("note",)),
    (IssueOption, "issue__deal", ("name", "source")),
)
