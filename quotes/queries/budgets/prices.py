"""Versions, and of the newest its columns, its options one by one, our target and its floor, as prices in the basis
of the budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.formats import NOTHING, points
from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.columns import priced_columns
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.lengths import Total
from quotes.domain.pricing.roles import Role
from quotes.models import CostSnapshot, NegotiationAims, QuoteLine, QuoteVersion
from quotes.queries.approvals.standings import said, standing_of, with_asked
from stakeholders.domain.budgets.bases import A_YEAR, Basis, into
from stakeholders.domain.budgets.distributions import Distribution
from stakeholders.domain.budgets.words import Span
from stakeholders.models import Deal, User
from stakeholders.permissions import Act

CENTS = 2
HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A price to hold against the budget: `price` in the budget's basis, or `why` there is none; `affords` in percent
    points. `kind` is as a picture draws it."""

    label: str
    note: str = ""
    url: str = ""
    kind: str = "ours"
    price: Decimal | None = None
    why: str = ""
    affords: Decimal | None = None

    @property
    def share(self) -> str:
        """How often the budget reaches it, as it is read."""
        return likely(self.affords)


def likely(affords: Decimal | None) -> str:
    """Percent points to the whole point; hardly ever is not never, and nearly always is not always."""
    if affords is None:
        return NOTHING
    if affords < 1:
        return "< 1 %"
    return "> 99 %" if affords > HUNDRED - 1 else points(affords, 0)


def versions_of(deal: Deal) -> list[QuoteVersion]:
    """The newest first, of the quote last worked on; with our target for it, of the plan and by cost, and whether it
    has options."""
    plans = NegotiationAims.objects.filter(quote=OuterRef("quote")).order_by("-number")
    costs = CostSnapshot.objects.filter(version=OuterRef("pk"), is_complete=True).values("target")
    versions = QuoteVersion.objects.filter(quote__deal=deal).select_related("quote")
    options = Exists(QuoteLine.objects.filter(version=OuterRef("pk"), role=Role.OPTIONAL))
    told = {
        "planned_target": Subquery(plans.values("target")[:1]),
        "planned_months": Subquery(plans.values("months")[:1]),
        "cost_target": Subquery(costs[:1]),
        "has_options": options,
    }
    return list(with_asked(versions).annotate(**told).order_by("-quote__updated_at", "quote_id", "-number"))


def standing_offers(versions: Sequence[QuoteVersion]) -> list[QuoteVersion]:
    """What is void is offered no more."""
    return [version for version in versions if version.state != VersionState.VOID]


def first_of(versions: Sequence[QuoteVersion]) -> QuoteVersion | None:
    """What the customer was sent first; before anything was, what would be."""
    sent = sorted((one for one in versions if one.sent_at), key=lambda one: (one.sent_at, one.pk))
    return next(iter((*sent, *standing_offers(versions))), None)


def candidates(
    user: User, versions: Sequence[QuoteVersion], basis: Basis, budget: Distribution | None, today: date
) -> tuple[Candidate, ...]:
    """Every version, after the newest its columns and options, and our target and its floor for those who may see
    them."""
    found = []
    for version in versions:
        is_worked_on = version.quote_id == versions[0].quote_id
        label = str(version) if is_worked_on else f"{version.quote.number} {version}"
        kind = "planned" if version.is_draft else "ours"
        totals = (version.gross_total, version.net_total)
        named = {"label": label, "note": said(standing_of(version, today)).label, "kind": kind}
        found.append(_held(version, totals, basis, budget, url=reverse("quotes:version", args=[version.pk]), **named))
    if versions:
        newest = versions[0]
        ours = (*_target(user, newest, basis, budget), *_floor(user, newest, basis, budget))
        found[1:1] = [*_beside(newest, basis, budget), *ours]
    return tuple(found)


def _beside(version: QuoteVersion, basis: Basis, budget: Distribution | None) -> Iterator[Candidate]:
    """The columns beside the recommended one, which is the version itself, and the version with each of its options.
    Most have neither, and then no line is read."""
    if not (version.columns or vars(version).get("has_options")):
        return
    try:
        priced = price(version.terms())
        columns = priced_columns(priced)
    except Refusal:
        return
    for column in columns:
        if not column.is_recommended:
            totals = (column.offer.gross, column.offer.net)
            yield _held(version, totals, basis, budget, label=f"{version} {column.name}", kind="planned")
    for line in priced.outside:
        if line.terms.role is Role.OPTIONAL:
            totals = (priced.gross + line.gross, priced.net + line.net)
            label = gettext("%(version)s with “%(option)s”") % {"version": version, "option": line.terms.description}
            yield _held(version, totals, basis, budget, label=label, kind="option")


def _target(user: User, version: QuoteVersion, basis: Basis, budget: Distribution | None) -> Iterator[Candidate]:
    """Of the plan for the negotiation, with tax, at its price a month for the version's months; where there is none,
    what the cost of the version aims at, before it.
    Each for those who see where it comes from."""
    planned, by_cost = (vars(version).get(name) for name in ("planned_target", "cost_target"))
    label = gettext("Target of %(version)s") % {"version": version}
    if planned is not None and Act.SEE_ROUNDS.permits(user):
        target = Total(planned, vars(version)["planned_months"]).over(version.whole.months)
        yield _held(version, _both(version, target, taxed=True), basis, budget, label=label, kind="target")
    elif by_cost is not None and Act.SEE_COST.permits(user):
        yield _held(version, _both(version, by_cost, taxed=False), basis, budget, label=label, kind="target")


def _floor(user: User, version: QuoteVersion, basis: Basis, budget: Distribution | None) -> Iterator[Candidate]:
    if not Act.SEE_FLOOR.permits(user) or version.floor_total is None or not version.net_total:
        return
    label = gettext("Floor of %(version)s") % {"version": version}
    totals = _both(version, version.floor_total, taxed=version.tax_included)
    yield _held(version, totals, basis, budget, label=label, kind="floor")


def _both(version: QuoteVersion, told: Decimal, *, taxed: bool) -> tuple[Decimal, Decimal]:
    """An amount with tax and before it, the other one at the offer's own share of tax."""
    if taxed:
        return told, EXACT.divide(EXACT.multiply(told, version.net_total), version.gross_total)
    return EXACT.divide(EXACT.multiply(told, version.gross_total), version.net_total), told


def _held(
    version: QuoteVersion,
    totals: tuple[Decimal, Decimal],
    basis: Basis,
    budget: Distribution | None,
    *,
    label: str,
    kind: str,
    note: str = "",
    url: str = "",
) -> Candidate:
    try:
        found = in_basis(version, totals, basis)
    except Refusal as refusal:
        return Candidate(label=label, note=note, url=url, kind=kind, why=sentence(refusal))
    affords = None if budget is None else EXACT.multiply(budget.affords(found), Decimal(HUNDRED))
    return Candidate(label=label, note=note, url=url, kind=kind, price=found, affords=affords)


def in_basis(version: QuoteVersion, totals: tuple[Decimal, Decimal], wanted: Basis) -> Decimal:
    """A total of a version, with tax and before it, as the budget is told; half up to the cent.

    No rate is guessed: both tax bases are the offer's own, another currency comes back at the rate it was quoted at.
    Refuses what cannot be told so."""
    amount, currency = totals[0] if wanted.tax_included else totals[1], version.currency
    exchange = version.exchange()
    if currency != wanted.currency and exchange is not None and exchange.source_currency == wanted.currency:
        amount, currency = exchange.back(amount), wanted.currency
    if wanted.span is not Span.FIRST_YEAR:
        told = Basis(
            currency=currency,
            tax_included=wanted.tax_included,
            span=Span.TERM,
            term_months=version.term_months,
        )
    elif version.term_months <= A_YEAR:
        told = Basis(currency=currency, tax_included=wanted.tax_included, span=Span.FIRST_YEAR)
    else:
        raise Refusal("It runs for longer than the first year, which is all the budget is told for.")
    return round_to(into((amount,), told, wanted)[0], CENTS)
