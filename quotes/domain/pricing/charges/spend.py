"""A period's bill from its charge: what is new since the last bill, less a percentage, within its bounds."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges.checks import HUNDRED
from quotes.domain.pricing.charges.parts import Charge, exactly
from quotes.domain.pricing.charges.relative import MaximumSpend, MinimumSpend


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Money, exact: `gross` − `discount` − `cap` + `top_up` = `total`; each of them is zero or more."""

    gross: Decimal
    discount: Decimal
    cap: Decimal
    top_up: Decimal
    total: Decimal


@exactly
def since(charge: Charge, before: Decimal, quantity: Decimal) -> Decimal:
    """What `quantity` more units cost after `before` units of the same period were charged; exact.

    Negative where a volume table's total falls on the way.
    """
    return charge.of(before + quantity).amount - charge.of(before).amount


@exactly
def settle(
    gross: Decimal,
    *,
    percent_off: Decimal = ZERO,
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
    billed: Decimal = ZERO,
) -> Settled:
    """The discount first, then the cap, then the top-up (OpenMeter); `billed` was billed before in the period.

    Exact; refuses a minimum above the maximum.
    """
    if minimum is not None and maximum is not None and minimum > maximum:
        raise Refusal("The minimum spend cannot be above the maximum.", field="minimum")
    discount = gross * percent_off / HUNDRED
    left = gross - discount
    cap = ZERO if maximum is None else -MaximumSpend(maximum=maximum).over(left, billed=billed).amount
    left -= cap
    top_up = ZERO if minimum is None else MinimumSpend(minimum=minimum).over(left, billed=billed).amount
    return Settled(gross=gross, discount=discount, cap=cap or ZERO, top_up=top_up, total=left + top_up)
