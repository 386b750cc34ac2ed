"""A line said with the tax its prices contain, or without it."""

from decimal import Decimal

from quotes.domain.pricing.basis import in_other_basis, model_in_other_basis
from quotes.domain.pricing.charges import from_json, to_json
from quotes.domain.pricing.terms import RoundingPolicy
from quotes.models import QuoteLine


def into_other_basis(line: QuoteLine, rate: Decimal, tax_included: bool, policy: RoundingPolicy) -> None:
    """List, floor and price model, which include tax or do not (`tax_included`), the other way; `rate` in points."""
    for name in ("list_price", "floor_price"):
        if (value := getattr(line, name)) is not None:
            setattr(line, name, in_other_basis(value, rate, tax_included, policy))
    if line.charge is not None:
        line.charge = to_json(model_in_other_basis(from_json(line.charge), rate, tax_included, policy))
