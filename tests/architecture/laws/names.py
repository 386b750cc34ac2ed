"""Every column that somebody types into has an erased person's name crossed out in it, or says why not.

Read from the models themselves: a new column fails the suite until somebody has decided.
"""

from collections.abc import Iterator
from typing import Any

from tests.architecture.tree import APPS

PROGRAM = "written by a program, not by a person"
CATALOGUE = "says what we sell and at what price, to whoever buys it"
PAPER = "part of an offer that is hashed and may be on paper; a record of business"
FIGURES = "figures and words of lists"
COMPANY = "the customer's own, not one person's"
OURS = "ours: names nobody at a customer"
EMPTIED = "emptied with the person"
OUTSIDE = "where a figure of ours comes from, whichever customer it is used for"

# A bare column name holds for every model, "Model.*" for every column of one.
NAMELESS = {
    "currency": FIGURES,
    "number": PROGRAM,
    "sha256": PROGRAM,
    "checklist_hash": PROGRAM,
    "content_hash": PROGRAM,
    "cost_hash": PROGRAM,
    "offer_hash": PROGRAM,
    "terms_hash": PROGRAM,
    "ApprovalRequest.closed_because": PROGRAM,
    "ApprovalRequest.figures": FIGURES,
    "ApprovalRequest.spared": FIGURES,
    "ApprovalRequest.words": PROGRAM,
    "ApprovalSheet.failure": PROGRAM,
    "ApprovalSheet.snapshot": PAPER,
    "ApprovalStep.role": PROGRAM,
    "ApprovalStep.why": FIGURES,
    "BatchItem.refused": PROGRAM,
    "BillingTariff.terms": FIGURES,
    "BitrateRow.*": CATALOGUE,
    "BudgetEstimate.frozen_for": PROGRAM,
    "Bundle.*": CATALOGUE,
    "CoachNote.facts": FIGURES,
    "CoachSetting.source": OUTSIDE,
    "Contact.email": EMPTIED,
    "Contact.name": "its number stands in its place",
    "Contact.phone": EMPTIED,
    "CostModel.*": OURS,
    "CostModelVersion.*": OURS,
    "CostSnapshot.content": "hashed with what it was reckoned from; figures and names of prices",
    "ClaimEdition.*": OURS,
    "ChecklistPaper.failure": PROGRAM,
    "Incident.waits": FIGURES,
    "Clause.key": PROGRAM,
    "ClauseRetirement.*": OURS,
    "ClauseVersion.*": OURS,
    "Counter.content": PAPER,
    "Counter.mark": PROGRAM,
    "Customer.*": COMPANY,
    "ApprovalDeadlines.*": OURS,
    "Delegation.reason": "why a colleague is away; of no customer",
    "DraftEdit.*": "of a draft, and gone with it",
    "ForewarningSetting.source": OURS,
    "FundingRate.source": OUTSIDE,
    "HealthWeights.*": OURS,
    "HouseText.*": OURS,
    "LookoutSetting.source": OURS,
    "Obligation.derived": PROGRAM,
    "PriceReading.source": OUTSIDE,
    "Incident.region": FIGURES,
    "IncidentLog.*": OURS,
    "IssueOption.tiers": FIGURES,
    "JournalEntry.*": "chained: rows that hold the name are veiled",
    "Notice.facts": FIGURES,
    "NoticeDelivery.*": PROGRAM,
    "NoticedDay.name": OURS,
    "Paper.key": PROGRAM,
    "Policy.*": OURS,
    "PolicyRule.*": OURS,
    "PolicyTrial.*": FIGURES,
    "PrimeRate.source": OUTSIDE,
    "PriceBook.name": CATALOGUE,
    "PriceBookVersion.source": OUTSIDE,
    "PriceImport.*": CATALOGUE,
    "PriceItem.*": CATALOGUE,
    "PrivacyPolicy.*": OURS,
    "Product.*": CATALOGUE,
    "ProposalExport.composed": PROGRAM,
    "ProposalExport.composition": PAPER,
    "ProposalExport.failure": PROGRAM,
    "ProposalFile.snapshot": PAPER,
    "ProposalLink.token_hash": PROGRAM,
    "Quote.latest_branch": PROGRAM,
    "QuoteLine.*": PAPER,
    "QuoteVersion.branch": PROGRAM,
    "QuoteVersion.columns": PAPER,
    "QuoteVersion.furthest_in": PROGRAM,
    "QuoteVersion.fx_from": FIGURES,
    "QuoteVersion.fx_source": OUTSIDE,
    "QuoteVersion.header_steps": PAPER,
    "QuoteVersion.note": PAPER,
    "QuoteVersion.recommended": PAPER,
    "RivalOffer.covers": FIGURES,
    "Robot.*": OURS,
    "RoundDraft.values": "a draft that names the person is dropped whole",
    "SavedView.*": "a reader's own word for a list, of no customer",
    "SlaReplay.result": FIGURES,
    "SlaWording.*": CATALOGUE,
    "Statute.*": OURS,
    "Team.name": OURS,
    "TextEdition.*": OURS,
    "UnitCost.*": OURS,
    "UsageScenario.told": FIGURES,
    "UsageSeries.issues": PROGRAM,
    "User.*": OURS,
    "WorkdayNotice.*": OURS,
    "ValueClaim.*": OURS,
}


def names() -> Iterator[str]:
    """What people type about a customer is in `stakeholders.actions.privacy.TYPED`, or excused above; never both."""
    from django.apps import apps

    from stakeholders.actions.privacy import TYPED

    crossed = {(place.model, column) for place in TYPED for column in place.columns}
    used = set()
    for model in [model for app in APPS for model in apps.get_app_config(app).get_models()]:
        for column in texts(model):
            excuses = {column, f"{model.__name__}.{column}", f"{model.__name__}.*"} & NAMELESS.keys()
            used |= excuses
            if excuses and (model, column) in crossed:
                yield f"{model.__name__}.{column}: crossed out, and excused from it"
            elif not excuses and (model, column) not in crossed:
                yield f"{model.__name__}.{column}: an erased person's name may stay in it"
    yield from (f"{name}: excused without need" for name in sorted(NAMELESS.keys() - used))


def texts(model: Any) -> Iterator[str]:
    """Columns that hold words which are on no list of ours."""
    from django.db.models import CharField, JSONField, TextField

    for field in model._meta.local_fields:
        if isinstance(field, CharField | TextField | JSONField) and not field.choices:
            yield field.name
