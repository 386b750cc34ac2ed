"""What we remember of how we are paid: the prime rate, the declaration of our size, instalments and what came in."""

from contracts.models.payment.declared import Declaration, DeclarationContent, PrimeRate, prime_rate
from contracts.models.payment.received import Instalment, Receipt
from contracts.models.payment.supplements import Supplement
from stakeholders.models import Typed

__all__ = [
    "ABOUT_CUSTOMERS",
    "Declaration",
    "DeclarationContent",
    "Instalment",
    "PrimeRate",
    "Receipt",
    "Supplement",
    "prime_rate",
]

# Where people type words about a customer: an erased person's name is crossed out there.
ABOUT_CUSTOMERS = (
    Typed(model=Declaration, customer="deal__customer", columns=("told",)),
    Typed(model=Instalment, customer="deal__customer", columns=("title",)),
    Typed(model=Supplement, customer="deal__customer", columns=("what",)),
    Typed(model=Receipt, customer="deal__customer", columns=("source", "withdrawn_because")),
)
