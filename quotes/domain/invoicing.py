"""What an offer leaves us and costs its buyer once it is invoiced, and what another invoice or VAT changes of that.

Source: 增值税法 (in force 2026-01-01) articles 7, 10 (3) and 16: prices are before VAT with VAT apart, and a general
taxpayer credits what a special invoice shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.percent import HUNDRED
from dealdesk.kernel.words import Word
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.terms import OfferTerms


class Invoice(Word):
    """增值税专用发票, whose tax a general taxpayer credits, and 增值税普通发票, whose tax nobody does."""

    SPECIAL = "special", "Special VAT invoice"
    ORDINARY = "ordinary", "Ordinary VAT invoice"


class Unsaid(Word):
    """What nobody has said of a deal, as the question that asks for it."""

    INVOICE = "invoice", "Which invoice do we issue, special or ordinary?"
    CREDITS = "credits", "Can the buyer credit input VAT?"


# What of a change the offer itself says: the VAT of every line, and whether it is in its prices.
ON_THE_OFFER = ("vat_rate", "tax_included")


def is_credited(invoice: Invoice | None, buyer_credits: bool | None) -> bool | None:
    """Whether the buyer gets the VAT back: a general taxpayer with a special invoice. None while that is not known."""
    if buyer_credits is False or invoice is Invoice.ORDINARY:
        return False
    return None if buyer_credits is None or invoice is None else True


def before_tax(gross: Decimal, vat_rate: Decimal) -> Decimal:
    """An amount with VAT, in percent points, without it; unrounded."""
    return EXACT.divide(EXACT.multiply(gross, HUNDRED), HUNDRED + vat_rate)


def with_tax(net: Decimal, vat_rate: Decimal) -> Decimal:
    """An amount before VAT, in percent points, with it; unrounded."""
    return EXACT.divide(EXACT.multiply(net, HUNDRED + vat_rate), HUNDRED)


def cost_to_buyer(
    gross: Decimal, vat_rate: Decimal, invoice: Invoice | None, buyer_credits: bool | None
) -> Decimal | None:
    """What is left of a price with tax after the buyer's credit; unrounded, None while it is not known who credits.

    100 on a special invoice at 6 % costs a general taxpayer 94.34, and 97 on an ordinary one costs him 97.
    """
    credited = is_credited(invoice, buyer_credits)
    return None if credited is None else before_tax(gross, vat_rate) if credited else gross


@dataclass(frozen=True, kw_only=True)
class Invoicing:
    """Which invoice we issue in a deal, and whether its buyer credits VAT; None where nobody has said."""

    invoice: Invoice | None = None
    buyer_credits: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Billed:
    """An offer before VAT, which is what it leaves us, and with it; and who gets the VAT back."""

    net: Decimal
    gross: Decimal
    invoicing: Invoicing

    @property
    def left(self) -> Decimal | None:
        """What it costs the buyer after his credit; None while it is not known whether he has one."""
        credited = is_credited(self.invoicing.invoice, self.invoicing.buyer_credits)
        return None if credited is None else self.net if credited else self.gross

    @property
    def lacks(self) -> tuple[Unsaid, ...]:
        """What has to be asked before that is known."""
        if self.left is not None:
            return ()
        asked = {Unsaid.INVOICE: self.invoicing.invoice is None, Unsaid.CREDITS: self.invoicing.buyer_credits is None}
        return tuple(lack for lack, is_missing in asked.items() if is_missing)


def billed(priced: PricedOffer, invoicing: Invoicing) -> Billed:
    return Billed(net=priced.net, gross=priced.gross, invoicing=invoicing)


def rebilled(terms: OfferTerms, invoicing: Invoicing, named: Mapping[str, Any]) -> Billed:
    """The offer with another invoice, another VAT on every line, or its numbers read with or without tax: they stay."""
    changes: dict[str, Any] = {column: named[column] for column in ON_THE_OFFER if column in named}
    if "vat_rate" in changes:
        rate = changes.pop("vat_rate")
        changes["lines"] = tuple(replace(line, vat_rate=rate) for line in terms.lines)
    told = replace(invoicing, invoice=Invoice(named["invoice"])) if "invoice" in named else invoicing
    return billed(price(replace(terms, **changes)), told)


def is_taxed_otherwise(terms: OfferTerms, named: Mapping[str, Any]) -> bool:
    """Whether another VAT, or prices read with or without tax, would make another offer of this one."""
    rate, included = named.get("vat_rate"), named.get("tax_included")
    other_rate = rate is not None and any(line.vat_rate != rate for line in terms.lines)
    return other_rate or (included is not None and included != terms.tax_included)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change costs us and is worth to them, each as the fall of the total with tax that would come to the same,
    half up to the cent; `worth` None while something has to be asked."""

    cost: Decimal
    worth: Decimal | None
    lacks: tuple[Unsaid, ...]


def effect(before: Billed, after: Billed) -> Effect | None:
    """None for an offer that comes to nothing."""
    if not before.net:
        return None
    cost = _in_tax(before.net - after.net, before.gross, before.net)
    lacks = tuple(dict.fromkeys((*before.lacks, *after.lacks)))
    if before.left is None or after.left is None:
        return Effect(cost=cost, worth=None, lacks=lacks)
    return Effect(cost=cost, worth=_in_tax(before.left - after.left, before.gross, before.left), lacks=())


def _in_tax(amount: Decimal, gross: Decimal, of: Decimal) -> Decimal:
    return round_to(EXACT.divide(EXACT.multiply(amount, gross), of), 2)
