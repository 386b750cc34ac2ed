"""What we remember of what we sign: the law it stands on, what we promise of availability, and what a contract may ask
of us."""

from contracts.models.checklists import Checklist, ChecklistItem, ChecklistPaper
from contracts.models.clauses import Clause, ClauseRetirement, ClauseVersion
from contracts.models.data import DataAnswers, DataTransfer
from contracts.models.delivered import DeliveredFigure, Promise
from contracts.models.experience import ExperiencePromise
from contracts.models.health import HealthWeights
from contracts.models.liability import LiabilityLine, LiabilityTerms
from contracts.models.lookouts import LookoutSetting
from contracts.models.obligations import ContractLife, Obligation
from contracts.models.payment import Declaration, DeclarationContent, Instalment, PrimeRate, Receipt, Supplement
from contracts.models.renewals import PriceReading
from contracts.models.signing import SignedCopy, SignedCopyContent
from contracts.models.signoffs import Contract, SignedClause, SignedInstalment, SignedPromise, SignOff
from contracts.models.sla import Incident, IncidentLog, SlaReplay, SlaWording
from contracts.models.statutes import Statute

__all__ = [
    "Checklist",
    "ChecklistItem",
    "ChecklistPaper",
    "Clause",
    "ClauseRetirement",
    "ClauseVersion",
    "Contract",
    "ContractLife",
    "DataAnswers",
    "DataTransfer",
    "Declaration",
    "DeclarationContent",
    "DeliveredFigure",
    "ExperiencePromise",
    "HealthWeights",
    "Incident",
    "IncidentLog",
    "Instalment",
    "LiabilityLine",
    "LiabilityTerms",
    "LookoutSetting",
    "Obligation",
    "PriceReading",
    "PrimeRate",
    "Promise",
    "Receipt",
    "SignOff",
    "SignedClause",
    "SignedCopy",
    "SignedCopyContent",
    "SignedInstalment",
    "SignedPromise",
    "SlaReplay",
    "SlaWording",
    "Statute",
    "Supplement",
]
