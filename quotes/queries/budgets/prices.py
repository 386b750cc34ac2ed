"""Versions, the columns of the newest one and its floor as prices in the basis of the budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.formats import NOTHING, points
from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.columns import priced_columns
from quotes.domain.pricing.engine import price
from quotes.models import QuoteVersion
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
    """The newest first, of the quote last worked on; what is void is offered no more."""
    versions = QuoteVersion.objects.filter(quote__deal=deal).exclude(state=VersionState.VOID).select_related("quote")
    return list(with_asked(versions).order_by("-quote__updated_at", "quote_id", "-number"))


def candidates(
    user: User, versions: Sequence[QuoteVersion], basis: Basis, budget: Distribution | None, today: date
) -> tuple[Candidate, ...]:
    """Every version, after the newest its columns, and its floor for those who may see one."""
    found = []
    for version in versions:
        is_worked_on = version.quote_id == versions[0].quote_id
        label = str(version) if is_worked_on else f"{version.quote.number} {version}"
        kind = "planned" if version.is_draft else "ours"
        totals = (version.gross_total, version.net_total)
        named = {"label": label, "note": said(standing_of(version, today)).label, "kind": kind}
        found.append(_held(version, totals, basis, budget, url=reverse("quotes:version", args=[version.pk]), **named))
    if versions:
        found[1:1] = [*_columns(versions[0], basis, budget), *_floor(user, versions[0], basis, budget)]
    return tuple(found)


def _columns(version: QuoteVersion, basis: Basis, budget: Distribution | None) -> Iterator[Candidate]:
    """What stands beside the recommended one, which is the version itself."""
    if not version.columns:
        return
    try:
        columns = priced_columns(price(version.terms()))
    except Refusal:
        return
    for column in columns:
        if not column.is_recommended:
            totals = (column.offer.gross, column.offer.net)
            yield _held(version, totals, basis, budget, label=f"{version} {column.name}", kind="planned")


def _floor(user: User, version: QuoteVersion, basis: Basis, budget: Distribution | None) -> Iterator[Candidate]:
    """In the other tax basis at the offer's own share of tax."""
    if not Act.SEE_FLOOR.permits(user) or version.floor_total is None or not version.net_total:
        return
    told, other = version.floor_total, (version.net_total, version.gross_total)
    if not version.tax_included:
        gross = EXACT.divide(EXACT.multiply(told, other[1]), other[0])
        totals = (gross, told)
    else:
        totals = (told, EXACT.divide(EXACT.multiply(told, other[0]), other[1]))
    label = gettext("Floor of %(version)s") % {"version": version}
    yield _held(version, totals, basis, budget, label=label, kind="floor")


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
