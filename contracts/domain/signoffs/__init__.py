"""Who signs a contract off inside, what each word stands on, and what still keeps the contract from being signed."""

from contracts.domain.signoffs.beside import BESIDE, NOTHING, Apart, Beside, Data
from contracts.domain.signoffs.content import (
    CLAUSES_ALONE,
    PROMISES,
    SIGNERS,
    WHOLE,
    Basis,
    Footing,
    Said,
    asked,
    content,
    is_of,
    part,
)
from contracts.domain.signoffs.standing import DECIDED, Offer, Stand, blockers, deciding, facts, stand, unready

__all__ = [
    "BESIDE",
    "CLAUSES_ALONE",
    "DECIDED",
    "NOTHING",
    "PROMISES",
    "SIGNERS",
    "WHOLE",
    "Apart",
    "Basis",
    "Beside",
    "Data",
    "Footing",
    "Offer",
    "Said",
    "Stand",
    "asked",
    "blockers",
    "content",
    "deciding",
    "facts",
    "is_of",
    "part",
    "stand",
    "unready",
]
