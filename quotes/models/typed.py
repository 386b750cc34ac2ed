"""Where people type words about a customer: an erased person's name is crossed out there."""

from quotes.models.amendments import RoundAmendment
from quotes.models.approvals import ApprovalRequest, ApprovalStep, Decision
from quotes.models.attachments import Attachment
from quotes.models.billing import BillingTariff
from quotes.models.coach import CoachNote, NegotiationAims
from quotes.models.counters import Counter
from quotes.models.english import EnglishWords
from quotes.models.invoicing import DealInvoicing
from quotes.models.issues import DealIssue, IssueOption
from quotes.models.negotiation import Anchor, Move, Round
from quotes.models.questions import ApprovalQuestion
from quotes.models.quotes import Quote, QuoteVersion
from quotes.models.readiness import ReadinessOverride, ValueWord
from quotes.models.revoked import RevokedDecision
from quotes.models.rivals import RivalOffer, RivalWeighing
from quotes.models.texts import OwnWords
from quotes.models.usage import UsageScenario, UsageSeries
from quotes.models.value import ValueBasis, ValueInput
from stakeholders.models import Typed

# What a round said, what was asked for and what was decided stay as they were told but for the name. The first are in
# the order of locks, see the README.
ABOUT_CUSTOMERS = (
    Typed(
        model=UsageScenario,
        customer="deal__customer",
        columns=("name",),
        guards=("a_scenario_never_changes",),
        before_deal=True,
    ),
    Typed(
        model=UsageSeries,
        customer="deal__customer",
        columns=("name", "file_name", "source"),
        guards=("a_series_never_changes",),
        before_deal=True,
    ),
    Typed(
        model=QuoteVersion,
        customer="quote__customer",
        columns=("void_reason",),
        guards=("an_end_is_an_end",),
        before_deal=True,
    ),
    Typed(model=Quote, customer="customer", columns=("title",), before_deal=True),
    Typed(
        model=ApprovalRequest,
        customer="version__quote__customer",
        columns=("reason", "in_return", "needs", "solution"),
        guards=("what_is_asked_never_changes",),
        before_deal=True,
    ),
    Typed(
        model=Counter,
        customer="request__version__quote__customer",
        columns=("reason", "answer_reason"),
        guards=("a_counter_is_answered_once", "a_counter_stays_as_it_was_made"),
        before_deal=True,
    ),
    Typed(
        model=ApprovalStep,
        customer="request__version__quote__customer",
        columns=("handed_because", "added_because"),
        before_deal=True,
    ),
    Typed(
        model=ApprovalQuestion,
        customer="request__version__quote__customer",
        columns=("text", "answer"),
        guards=("a_question_is_answered_once",),
        before_deal=True,
    ),
    Typed(model=BillingTariff, customer="deal__customer", columns=("name", "source"), before_deal=True),
    Typed(model=Decision, customer="step__request__version__quote__customer", columns=("reason",)),
    Typed(
        model=RevokedDecision,
        customer="step__request__version__quote__customer",
        columns=("reason", "revoked_because"),
    ),
    Typed(model=Round, customer="quote__customer", columns=("said", "next_step")),
    Typed(model=RoundAmendment, customer="round__quote__customer", columns=("said", "next_step", "reason")),
    Typed(model=Move, customer="round__quote__customer", columns=("what", "untraded_reason")),
    Typed(model=Move, customer="amendment__round__quote__customer", columns=("what", "untraded_reason")),
    Typed(model=CoachNote, customer="round__quote__customer", columns=("reason",)),
    Typed(model=Attachment, customer="round__quote__customer", columns=("name", "erased_because")),
    Typed(model=Attachment, customer="rival__deal__customer", columns=("name", "erased_because")),
    Typed(model=Anchor, customer="quote__customer", columns=("source",)),
    Typed(model=NegotiationAims, customer="quote__customer", columns=("batna",)),
    Typed(model=DealIssue, customer="deal__customer", columns=("note",)),
    Typed(model=IssueOption, customer="issue__deal__customer", columns=("name", "source"), edition_of="issue"),
    Typed(model=RivalOffer, customer="deal__customer", columns=("rival", "source", "fx_source", "covers_words")),
    Typed(model=RivalWeighing, customer="offer__deal__customer", columns=("basis",), edition_of="offer"),
    Typed(model=ReadinessOverride, customer="deal__customer", columns=("reason",)),
    Typed(model=ValueWord, customer="deal__customer", columns=("said",)),
    Typed(model=ValueInput, customer="driver__deal__customer", columns=("source",), edition_of="driver"),
    Typed(
        model=ValueBasis,
        customer="deal__customer",
        columns=("reference_source", "rate_source", "no_cost_because"),
    ),
    Typed(model=OwnWords, customer="deal__customer", columns=("text", "because", "revoked_because")),
    Typed(model=EnglishWords, customer="deal__customer", columns=("zh", "en")),
    Typed(model=DealInvoicing, customer="deal__customer", columns=("source",)),
)
