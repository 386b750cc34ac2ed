"""Sign-offs of contracts: whom a deal asked, what they put their word on, and the contract as they stand to it now."""

from contracts.models.signoffs.contract import Contract, alone_in, contract_of, replayed
from contracts.models.signoffs.words import (
    ABOUT_CUSTOMERS,
    HASH,
    SignedClause,
    SignedInstalment,
    SignedPromise,
    SignOff,
    SignOffQuerySet,
)

__all__ = [
    "ABOUT_CUSTOMERS",
    "HASH",
    "Contract",
    "SignOff",
    "SignOffQuerySet",
    "SignedClause",
    "SignedInstalment",
    "SignedPromise",
    "alone_in",
    "contract_of",
    "replayed",
]
