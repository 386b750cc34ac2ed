"""A tariff's prices said with the tax they contain or without it, and in another currency."""

from dataclasses import replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, round_to
from quotes.domain.billing.tariffs import Rate, Tariff
from quotes.domain.pricing.basis import HUNDRED
from quotes.domain.pricing.charges import scaled
from quotes.domain.pricing.terms import RoundingPolicy

PRICE_PLACES = RoundingPolicy().unit_places


def in_other_basis(tariff: Tariff, *, tax_included: bool) -> Tariff:
    """Prices that include tax (`tax_included`) without it, or the other way; half up to 8 decimals like unit prices."""
    with_tax = HUNDRED + tariff.vat_rate
    return repriced(tariff, EXACT.divide(*((HUNDRED, with_tax) if tax_included else (with_tax, HUNDRED))))


def repriced(tariff: Tariff, factor: Decimal) -> Tariff:
    """Every price × a factor, half up to 8 decimals; what is counted stays."""
    return replace(
        tariff,
        rate=_rate(tariff.rate, factor),
        over=_rate(tariff.over, factor),
        pack=tariff.pack
        and replace(tariff.pack, price=round_to(EXACT.multiply(tariff.pack.price, factor), PRICE_PLACES)),
    )


def _rate(rate: Rate | None, factor: Decimal) -> Rate | None:
    return rate and replace(rate, charge=scaled(rate.charge, factor, PRICE_PLACES))
