"""What an outcome costs us, where it follows from the offer and from figures that somebody stated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.invoicing import Invoicing, billed, effect, rebilled
from quotes.domain.issues.options import IssueTerms, Option, Tier
from quotes.domain.issues.payment import Change, Paying, paid, share_of, shares
from quotes.domain.negotiation import NOTHING, Basis, Issue, MoveKind, MoveTerms, Span
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.terms import OfferTerms, PaymentTerms
from quotes.domain.promises import Value, named_terms


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The offer on the table, the yearly rate that money costs us, None where finance has not said, and what is known
    of how it is invoiced."""

    terms: OfferTerms
    priced: PricedOffer
    rate: Percent | None
    invoicing: Invoicing = field(default_factory=Invoicing)

    @property
    def fee(self) -> Decimal:
        """What a month costs the customer, with tax; unrounded."""
        return EXACT.divide(self.priced.gross, Decimal(self.terms.term_months))

    @property
    def paying(self) -> Paying | None:
        """How it is paid; None where finance has not said what money costs."""
        if self.rate is None:
            return None
        terms = self.terms
        return Paying(payment=terms.payment, gross=self.priced.gross, months=terms.term_months, rate=self.rate)

    @property
    def listed(self) -> Decimal:
        """The same at list."""
        whole = self.priced.with_tax(self.priced.list_total, self.terms.rounding.places)
        return EXACT.divide(whole, Decimal(self.terms.term_months))


@dataclass(frozen=True, kw_only=True)
class Price:
    """What something costs us, with tax and to the cent, what it was reckoned by, and the figures of that; `worth` is
    what it is worth to them, where that follows as well."""

    cost: Decimal
    basis: Basis
    worth: Decimal | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


# Reckoned against the offer on the table; all else counts from the beginning of the talk.
FROM_TABLE = frozenset({Basis.PAYMENT, Basis.LIST, Basis.VAT})


def option_price(terms: IssueTerms, option: Option, ground: Ground | None) -> Price | None:
    """What was typed; else what follows from its credits, or from what its name says of the offer's terms.

    Credits cost what they come to beyond those of the outcome that stands today, and nothing that can be said before
    somebody says which one does.
    """
    if option.cost is not None:
        return Price(cost=option.cost, basis=Basis.TYPED)
    if ground is None:
        return None
    if not option.tiers:
        return words_price(terms.issue, option.name, ground)
    if terms.today is None:
        return None
    found, today = _credits_price(option.tiers, ground), terms.today
    begun = _credits_price(today.tiers, ground).cost if today.tiers and today.cost is None else ZERO
    return replace(found, cost=found.cost - begun)


def step_price(terms: IssueTerms, option: Option, stood: int | None, ground: Ground | None) -> Price | None:
    """What an outcome costs us beyond the one that was agreed last, whose key is `stood`, or beyond the beginning of
    the talk; None where the one that stands has no price that counts from the same place."""
    found = option_price(terms, option, ground)
    if found is None or stood is None:
        return found
    standing = terms.option(stood)
    if ground is not None and found.basis in FROM_TABLE:
        before = words_price(terms.issue, standing.name, ground) if standing else None
        return replace(found, cost=found.cost - (before.cost if before else ZERO))
    before = option_price(terms, standing, ground) if standing else None
    if before is None or before.basis in FROM_TABLE:
        return None
    return replace(found, cost=found.cost - before.cost)


def option_worth(terms: IssueTerms, option: Option, ground: Ground | None) -> Span | None:
    """What it is worth to them: as we estimate it, and another invoice as it follows from the offer."""
    if option.worth is not None or option.cost is not None or ground is None or terms.issue is not Issue.INVOICE:
        return option.worth
    found = words_price(terms.issue, option.name, ground)
    return Span.exactly(found.worth) if found and found.worth is not None else None


def step_worth(terms: IssueTerms, option: Option, stood: int | None, ground: Ground | None = None) -> Span | None:
    """The same for them beyond what stands already, which is nothing new, however wide its estimate."""
    worth, standing = option_worth(terms, option, ground), terms.option(stood)
    if stood is None:
        return worth
    if option.key == stood:
        return NOTHING
    before = option_worth(terms, standing, ground) if standing else None
    return worth - before if worth and before else None


def joint_cost(
    chosen: Sequence[tuple[IssueTerms, Option]], stood: Mapping[Issue, int], ground: Ground
) -> Decimal | None:
    """What outcomes of cycle, prepayment and credit days cost us together beyond those that stand: what was typed, and
    one schedule against the other for the rest. None where they make no schedule, or a part has no price."""
    typed = [(terms, option) for terms, option in chosen if option.cost is not None]
    reckoned = [(terms, option) for terms, option in chosen if option.cost is None]
    steps = [step_price(terms, option, stood.get(terms.issue), ground) for terms, option in typed]
    before = begun([terms for terms, _option in reckoned], stood, [change_of(*one) for one in typed], ground)
    after = paid(before, [change_of(*one) for one in reckoned]) if before else None
    if None in steps or before is None or after is None or ground.paying is None:
        return None
    try:
        cost = replace(ground.paying, payment=before).cost(after)
    except Refusal:
        return None
    return cost + sum((step.cost for step in steps if step), ZERO)


def begun(
    issues: Sequence[IssueTerms], stood: Mapping[Issue, int], settled: Sequence[Change], ground: Ground
) -> PaymentTerms | None:
    """How the offer is paid before outcomes of these issues: as was agreed last on them, and as is `settled` beside
    them. None where that makes no schedule."""
    standing = [(terms, option) for terms in issues if (option := terms.option(stood.get(terms.issue)))]
    agreed = paid(ground.terms.payment, [change_of(*one) for one in standing])
    return paid(agreed, settled) if agreed else None


def change_of(terms: IssueTerms, option: Option) -> Change:
    """What an outcome names of the payment."""
    return named_terms(MoveTerms(kind=MoveKind.GIVE, issue=terms.issue, what=option.name))


def words_price(issue: Issue, words: str, ground: Ground) -> Price | None:
    """What a change of terms that words name costs us against the offer; None where they name none we can reckon."""
    named = named_terms(MoveTerms(kind=MoveKind.GIVE, issue=issue, what=words))
    return terms_price(issue, named, ground) if named else None


def terms_price(issue: Issue, named: Mapping[str, Value], ground: Ground) -> Price | None:
    """The same of terms by column."""
    engine = ENGINES.get(issue)
    return engine(named, ground) if engine else None


def _credits_price(tiers: tuple[Tier, ...], ground: Ground) -> Price:
    """Expected credits of the whole term: Σ share · chance · a month's fee · months; and the worst month's credit.

    A credit is a share of what the month costs, so that a month given free has none: the months are those paid for.
    """
    paid = Decimal(ground.terms.term_months)
    each = sum((EXACT.multiply(Percent(tier.share).ratio, Percent(tier.chance).ratio) for tier in tiers), ZERO)
    most = max(tier.share for tier in tiers)
    return Price(
        cost=round_to(each * ground.fee * paid, 2),
        basis=Basis.CREDITS,
        facts={"worst": round_to(Percent(most).of(ground.fee), 2), "months": int(paid)},
    )


def _payment(named: Mapping[str, Value], ground: Ground) -> Price | None:
    """The fall of the offer's present value at the cost of money, from how it is paid now to how it would be."""
    found = shares(ground.paying, [named]) if ground.paying else None
    return payment_price(found[0], ground) if found else None


def payment_price(cost: Decimal, ground: Ground) -> Price:
    """What a change of payment costs, with the part of the price that it is."""
    share = share_of(cost, ground.priced.gross)
    return Price(cost=cost, basis=Basis.PAYMENT, facts={"share": share, "rate": ground.rate})


def _invoice(named: Mapping[str, Value], ground: Ground) -> Price | None:
    """What it leaves us before VAT and costs the buyer after his credit, both ways, in prices with tax."""
    before, after = billed(ground.priced, ground.invoicing), rebilled(ground.terms, ground.invoicing, named)
    found = effect(before, after)
    if found is None:
        return None
    facts = {"net": (before.net, after.net), "left": (before.left, after.left), "lacks": found.lacks}
    return Price(cost=found.cost, basis=Basis.VAT, worth=found.worth, facts=facts)


def _free_months(named: Mapping[str, Value], ground: Ground) -> Price | None:
    """At list: what the months on top of those that are on the table would cost."""
    months = int(str(named["free_months"])) - ground.terms.free_months
    facts = {"months": months, "paid": ground.terms.term_months}
    return Price(cost=round_to(months * ground.listed, 2), basis=Basis.LIST, facts=facts)


ENGINES: dict[Issue, Callable[[Mapping[str, Value], Ground], Price | None]] = {
    Issue.PAYMENT: _payment,
    Issue.PREPAY: _payment,
    Issue.CREDIT: _payment,
    Issue.INVOICE: _invoice,
    Issue.FREE_MONTHS: _free_months,
}
