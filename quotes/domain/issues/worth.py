"""What an outcome costs us, where it follows from the offer and from figures that somebody stated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import payment_value
from quotes.domain.issues.options import Option, Tier
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveTerms
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.revised import PAYMENT
from quotes.domain.pricing.terms import OfferTerms, PaymentTerms
from quotes.domain.promises import Value, named_terms


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The offer on the table, and the yearly rate that money costs us; None where finance has not said."""

    terms: OfferTerms
    priced: PricedOffer
    rate: Percent | None

    @property
    def fee(self) -> Decimal:
        """What a month costs the customer, with tax; unrounded."""
        return EXACT.divide(self.priced.gross, Decimal(self.terms.term_months))

    @property
    def listed(self) -> Decimal:
        """The same at list."""
        whole = self.priced.with_tax(self.priced.list_total, self.terms.rounding.places)
        return EXACT.divide(whole, Decimal(self.terms.term_months))


@dataclass(frozen=True, kw_only=True)
class Price:
    """What something costs us, with tax and to the cent, what it was reckoned by, and the figures of that."""

    cost: Decimal
    basis: Basis
    facts: Mapping[str, object] = field(default_factory=dict)


def option_price(issue: Issue, option: Option, ground: Ground | None) -> Price | None:
    """What was typed; else what follows from its credits, or from what its name says of the offer's terms."""
    if option.cost is not None:
        return Price(cost=option.cost, basis=Basis.TYPED)
    if ground is None:
        return None
    if option.tiers:
        return credits_price(option.tiers, ground)
    return words_price(issue, option.name, ground)


def words_price(issue: Issue, words: str, ground: Ground) -> Price | None:
    """What a change of terms that words name costs us against the offer; None where they name none we can reckon."""
    named = named_terms(MoveTerms(kind=MoveKind.GIVE, issue=issue, what=words))
    return terms_price(issue, named, ground) if named else None


def terms_price(issue: Issue, named: Mapping[str, Value], ground: Ground) -> Price | None:
    """The same of terms by column."""
    engine = ENGINES.get(issue)
    return engine(named, ground) if engine else None


def credits_price(tiers: tuple[Tier, ...], ground: Ground) -> Price:
    """Expected credits of the whole term: Σ share · chance · a month's fee · months; and the worst month's credit."""
    served = Decimal(ground.terms.term_months + ground.terms.free_months)
    each = sum((EXACT.multiply(Percent(tier.share).ratio, Percent(tier.chance).ratio) for tier in tiers), ZERO)
    most = max(tier.share for tier in tiers)
    return Price(
        cost=round_to(each * ground.fee * served, 2),
        basis=Basis.CREDITS,
        facts={"worst": round_to(Percent(most).of(ground.fee), 2), "months": int(served)},
    )


def _payment(named: Mapping[str, Value], ground: Ground) -> Price | None:
    """The fall of the offer's present value at the cost of money, from how it is paid now to how it would be."""
    before, rate = ground.terms.payment, ground.rate
    after = _paid(before, named)
    if rate is None or after is None:
        return None
    try:
        lost = payment_value(before, rate) - payment_value(after, rate)
    except Refusal:
        return None
    share = Percent.from_ratio(lost)
    return Price(
        cost=round_to(share.of(ground.priced.gross), 2), basis=Basis.PAYMENT, facts={"share": share, "rate": rate}
    )


def _paid(before: PaymentTerms, named: Mapping[str, Value]) -> PaymentTerms | None:
    changes: dict[str, Any] = {PAYMENT[column]: value for column, value in named.items()}
    try:
        return replace(before, **changes)
    except Refusal:
        return None


def _free_months(named: Mapping[str, Value], ground: Ground) -> Price | None:
    """At list: what the months on top of those that are on the table would cost."""
    months = int(str(named["free_months"])) - ground.terms.free_months
    facts = {"months": months, "paid": ground.terms.term_months}
    return Price(cost=round_to(months * ground.listed, 2), basis=Basis.LIST, facts=facts)


ENGINES: dict[Issue, Callable[[Mapping[str, Value], Ground], Price | None]] = {
    Issue.PAYMENT: _payment,
    Issue.PREPAY: _payment,
    Issue.CREDIT: _payment,
    Issue.FREE_MONTHS: _free_months,
}
