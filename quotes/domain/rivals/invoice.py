"""What a price costs a buyer once the VAT on the invoice is credited.

Source: 增值税法 (in force 2026-01-01) articles 10 (3) and 16.
"""

from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import HUNDRED
from quotes.domain.rivals.words import Invoice


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
