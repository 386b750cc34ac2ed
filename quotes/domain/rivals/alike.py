"""The way from their price to ours, respect by respect; only what is left at its end is a difference in price.

Everything is first put on our term; then what they leave out is taken off ours; then both are what they cost the buyer
after his VAT credit, at the present value of when he pays. The steps are in prices with tax and add up to the cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import PLAN_TIMES, payment_value
from quotes.domain.invoicing import Invoice, Unsaid, cost_to_buyer, is_credited, with_tax
from quotes.domain.pricing.engine import percent_off
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms
from quotes.domain.rivals.words import TYPED, Lack, Open, Respect, Weighed

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """Their price as it was told, in the currency of ours; whatever nobody told is None. VAT in percent points.

    `meant_months`: a price that follows from "so much cheaper" is for the months of the offer it was said of, until
    somebody tells its term.
    """

    amount: Decimal
    tax_included: bool | None = None
    vat_rate: Decimal | None = None
    invoice: Invoice | None = None
    term_months: int | None = None
    free_months: int = 0
    meant_months: int | None = None
    payment: PaymentTerms | None = None

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise Refusal("A price is an amount above zero.", field="amount")


@dataclass(frozen=True, kw_only=True)
class Ours:
    """One version of ours: its total with tax and before it, and the terms it is for."""

    gross: Decimal
    net: Decimal
    term_months: int
    free_months: int
    payment: PaymentTerms
    invoice: Invoice | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One respect: what ours is worth more in it, to the cent, and what of that is not known."""

    respect: Respect
    amount: Decimal | None
    unknown: tuple[Open, ...] = ()
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`theirs` + the known steps + `residual` = `ours`, exactly."""

    theirs: Decimal
    ours: Decimal
    steps: tuple[Step, ...]
    residual: Decimal

    @property
    def unknown(self) -> tuple[Open, ...]:
        """What has to be asked before the residual is a difference in price alone."""
        return tuple(one for step in self.steps for one in step.unknown)

    @property
    def claimed_gap(self) -> Decimal:
        """How far they are below us as it is told, in percent points of our total."""
        return percent_off(self.ours, self.theirs)

    @property
    def alike_gap(self) -> Decimal:
        """What is left of it once everything is weighed: the residual, in percent points of our total as well."""
        return percent_off(self.ours, self.ours - self.residual)


type _Factors = tuple[Decimal, Decimal, tuple[Open, ...]]


def like_for_like(
    theirs: Theirs,
    ours: Ours,
    content: Mapping[Respect, Weighed],
    *,
    buyer_credits: bool | None,
    yearly_rate: Percent | None,
    places: int = 2,
) -> Comparison:
    """`content` weighs scope, scale, SLA and support, with tax and for our term; one that is missing is unknown.

    `yearly_rate` is what money costs us, compounded yearly; the buyer's own is not known and is taken to be the same.
    Steps are rounded half up to `places`, and the residual takes what rounding leaves.
    """
    with localcontext(EXACT):
        longer, no_term = _longer(theirs, ours)
        told = theirs.amount * longer
        weighed = {respect: content.get(respect, _nobody_told(respect)) for respect in TYPED}
        same = ours.gross - sum((one.amount or ZERO for one in weighed.values()), ZERO)
        left, paid = _left(theirs, ours, buyer_credits), _paid(theirs, ours, yearly_rate)
        net_theirs, net_ours = told * left[0], same * left[1]
        credit = (same - net_ours) - (told - net_theirs)
        waiting = (net_ours - net_ours * paid[1]) - (net_theirs - net_theirs * paid[0])
        found = {
            Respect.TERM: Weighed(amount=None if no_term and longer == ONE else told - theirs.amount, unknown=no_term),
            **weighed,
            Respect.INVOICE: Weighed(amount=None if left[2] else credit, unknown=left[2]),
            Respect.PAYMENT: Weighed(amount=None if paid[2] else waiting, unknown=paid[2]),
        }
        steps = tuple(_step(respect, found[respect], places) for respect in Respect)
        known = sum((step.amount or ZERO for step in steps), ZERO)
        return Comparison(
            theirs=theirs.amount,
            ours=ours.gross,
            steps=steps,
            residual=ours.gross - theirs.amount - known,
        )


def priced_alike(theirs: Theirs, ours: Ours, places: int = 2) -> Weighed:
    """Their price with tax and for as many months of service as ours, half up to `places`, and nothing else made
    alike: what a buyer who scores quality apart would set beside our total with tax. Where the term, the tax or its
    rate was never told the amount is None, and what to ask is `unknown`."""
    longer, lacks = _longer(theirs, ours)
    if theirs.tax_included is None:
        lacks += (Open(lack=Lack.TAX),)
    elif not theirs.tax_included and theirs.vat_rate is None:
        lacks += (Open(lack=Lack.VAT),)
    if lacks:
        return Weighed(unknown=lacks)
    told = theirs.amount if theirs.tax_included else with_tax(theirs.amount, theirs.vat_rate or ZERO)
    return Weighed(amount=round_to(EXACT.multiply(told, longer), places))


def _step(respect: Respect, weighed: Weighed, places: int) -> Step:
    amount = None if weighed.amount is None else round_to(weighed.amount, places)
    return Step(respect=respect, amount=amount, unknown=weighed.unknown, basis=weighed.basis)


NOT_TOLD = {
    Respect.SCOPE: Lack.LINES,
    Respect.SCALE: Lack.QUANTITY,
    Respect.SLA: Lack.SLA,
    Respect.SUPPORT: Lack.SUPPORT,
}


def _nobody_told(respect: Respect) -> Weighed:
    return Weighed(unknown=(Open(lack=NOT_TOLD[respect]),))


def _longer(theirs: Theirs, ours: Ours) -> tuple[Decimal, tuple[Open, ...]]:
    """What their price is multiplied by to be for as many months of service as ours, free ones counted in both."""
    months = Decimal(ours.term_months + ours.free_months)
    if theirs.term_months is None:
        return EXACT.divide(months, Decimal(theirs.meant_months or months)), (Open(lack=Lack.TERM),)
    return EXACT.divide(months, Decimal(theirs.term_months + theirs.free_months)), ()


def _left(theirs: Theirs, ours: Ours, buyer_credits: bool | None) -> _Factors:
    """What is left of each price as it is told once the buyer's VAT is credited."""
    there, here = is_credited(theirs.invoice, buyer_credits), is_credited(ours.invoice, buyer_credits)
    lacks = [
        lack
        for lack, is_missing in (
            (Lack.TAX, theirs.tax_included is None),
            (Lack.INVOICE, there is None and theirs.invoice is None),
            (Unsaid.INVOICE, here is None and ours.invoice is None),
            (Unsaid.CREDITS, buyer_credits is None and None in (there, here)),
            # The rate counts where what is told is not yet what the buyer pays in the end.
            (Lack.VAT, theirs.vat_rate is None and (there is None or there is bool(theirs.tax_included))),
        )
        if is_missing
    ]
    if lacks:
        return ONE, ONE, tuple(Open(lack=lack) for lack in lacks)
    rate = theirs.vat_rate or ZERO
    gross = ONE if theirs.tax_included else with_tax(ONE, rate)
    left = cost_to_buyer(gross, rate, theirs.invoice, buyer_credits)
    return left or gross, ours.net / ours.gross if here and ours.gross else ONE, ()


def _paid(theirs: Theirs, ours: Ours, yearly_rate: Percent | None) -> _Factors:
    """The present value of each price, as a part of it; both are for the months that ours is paid for."""
    if theirs.payment == ours.payment:
        return ONE, ONE, ()
    lacks = [
        lack
        for lack, is_missing in (
            (Lack.PAYMENT, theirs.payment is None or not _has_dates(theirs.payment)),
            (Lack.OUR_PAYMENT, not _has_dates(ours.payment)),
            (Lack.RATE, yearly_rate is None),
        )
        if is_missing
    ]
    if lacks or theirs.payment is None or yearly_rate is None:
        return ONE, ONE, tuple(Open(lack=lack) for lack in lacks)
    there, here = (payment_value(one, yearly_rate, ours.term_months) for one in (theirs.payment, ours.payment))
    return there, here, ()


def _has_dates(payment: PaymentTerms) -> bool:
    return PaymentPlan(payment.plan) in PLAN_TIMES
