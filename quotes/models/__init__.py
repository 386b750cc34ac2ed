"""What we remember of our offers: price books, cost models, quotes, rounds, approvals, exports."""

from quotes.models.amendments import RoundAmendment
from quotes.models.approvals import ApprovalRequest, ApprovalStep, Decision
from quotes.models.attachments import Attachment, AttachmentContent
from quotes.models.batches import BatchItem, ProposalBatch
from quotes.models.billing import BillingTariff
from quotes.models.claims import ClaimEdition, ValueClaim
from quotes.models.coach import CoachNote, CoachSetting, NegotiationAims
from quotes.models.costs import CostBasis, CostModel, CostModelVersion, CostSnapshot, UnitCost
from quotes.models.counters import Counter
from quotes.models.deadlines import ApprovalDeadlines
from quotes.models.delegations import Delegation
from quotes.models.drafts import RoundDraft
from quotes.models.edits import DraftEdit
from quotes.models.english import EnglishWords
from quotes.models.forewarnings import ForewarningSetting
from quotes.models.funding import FundingRate
from quotes.models.invoicing import DealInvoicing
from quotes.models.issues import DealIssue, IssueOption
from quotes.models.lines import QuoteLine
from quotes.models.links import LinkView, ProposalLink
from quotes.models.looks import Look
from quotes.models.negotiation import Anchor, Move, Round
from quotes.models.policies import Policy, PolicyRule, PolicyTrial
from quotes.models.pricebooks import Bundle, BundleItem, PriceBook, PriceBookVersion, PriceItem, Product
from quotes.models.pricesheets import PriceImport
from quotes.models.proposals import Paper, ProposalCopy, ProposalExport, ProposalFile
from quotes.models.questions import ApprovalQuestion
from quotes.models.quotes import Quote, QuoteVersion
from quotes.models.readiness import ReadinessOverride, ValueWord
from quotes.models.revoked import RevokedDecision
from quotes.models.rivals import RivalOffer, RivalWeighing
from quotes.models.sheets import ApprovalSheet
from quotes.models.texts import HouseText, OwnWords, TextEdition
from quotes.models.usage import BitrateRow, UsageScenario, UsageSeries, VersionUsage
from quotes.models.value import ConcernAnswer, ValueBasis, ValueDriver, ValueInput

__all__ = [
    "Anchor",
    "ApprovalDeadlines",
    "ApprovalQuestion",
    "ApprovalRequest",
    "ApprovalSheet",
    "ApprovalStep",
    "Attachment",
    "AttachmentContent",
    "BatchItem",
    "BillingTariff",
    "BitrateRow",
    "Bundle",
    "BundleItem",
    "ClaimEdition",
    "CoachNote",
    "CoachSetting",
    "ConcernAnswer",
    "CostBasis",
    "CostModel",
    "CostModelVersion",
    "CostSnapshot",
    "Counter",
    "DealInvoicing",
    "DealIssue",
    "Decision",
    "Delegation",
    "DraftEdit",
    "EnglishWords",
    "ForewarningSetting",
    "FundingRate",
    "HouseText",
    "IssueOption",
    "LinkView",
    "Look",
    "Move",
    "NegotiationAims",
    "OwnWords",
    "Paper",
    "Policy",
    "PolicyRule",
    "PolicyTrial",
    "PriceBook",
    "PriceBookVersion",
    "PriceImport",
    "PriceItem",
    "Product",
    "ProposalBatch",
    "ProposalCopy",
    "ProposalExport",
    "ProposalFile",
    "ProposalLink",
    "Quote",
    "QuoteLine",
    "QuoteVersion",
    "ReadinessOverride",
    "RevokedDecision",
    "RivalOffer",
    "RivalWeighing",
    "Round",
    "RoundAmendment",
    "RoundDraft",
    "TextEdition",
    "UnitCost",
    "UsageScenario",
    "UsageSeries",
    "ValueBasis",
    "ValueClaim",
    "ValueDriver",
    "ValueInput",
    "ValueWord",
    "VersionUsage",
]
