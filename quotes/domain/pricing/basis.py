"""The same price said the other way: with the tax it contains, or without it."""

from decimal import Decimal

from dealdesk.kernel.money import EXACT, round_to
from quotes.domain.pricing.charges import AnyCharge, scaled
from quotes.domain.pricing.terms import RoundingPolicy

HUNDRED = Decimal(100)


def in_other_basis(unit_price: Decimal, vat_rate: Decimal, tax_included: bool, policy: RoundingPolicy) -> Decimal:
    """A unit price that includes tax (`tax_included`) without it, or one that does not with it; VAT in percent points.

    Rounded to the unit decimals of the policy, half up whatever its mode: this is the same price, not another one.
    """
    if tax_included:
        return round_to(EXACT.divide(EXACT.multiply(unit_price, HUNDRED), HUNDRED + vat_rate), policy.unit_places)
    return round_to(EXACT.divide(EXACT.multiply(unit_price, HUNDRED + vat_rate), HUNDRED), policy.unit_places)


def model_in_other_basis(charge: AnyCharge, vat_rate: Decimal, tax_included: bool, policy: RoundingPolicy) -> AnyCharge:
    """A price model that includes tax without it, or one that does not with it; rounded like a unit price."""
    rates = (HUNDRED, HUNDRED + vat_rate) if tax_included else (HUNDRED + vat_rate, HUNDRED)
    return scaled(charge, EXACT.divide(*rates), policy.unit_places)
