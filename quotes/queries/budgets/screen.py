"""The budget tab of a deal: signals, what they come to, and every price of ours held against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from dealdesk.kernel.formats import points
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from dealdesk.web import charts
from quotes.models import QuoteVersion
from quotes.queries.budgets.outside import outside_view
from quotes.queries.budgets.picture import picture
from quotes.queries.budgets.prices import (
    HUNDRED,
    Candidate,
    candidates,
    first_of,
    in_basis,
    likely,
    standing_offers,
    versions_of,
)
from quotes.queries.budgets.words import advice_words, conflict_words, unit_of
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.distributions import Distribution, LogNormal, Spread, is_lopsided
from stakeholders.domain.budgets.intervals import Interval, average, envelope, median, quartiles
from stakeholders.domain.budgets.outside import FEWEST_DEALS, ReferenceClass, blended
from stakeholders.domain.budgets.pools import (
    Conflict,
    Weighted,
    conflict,
    linear_pool,
    log_pool,
    quantile_average,
    shares,
)
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind
from stakeholders.models import BudgetEstimate, BudgetOutcome, BudgetSignal, Deal, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class SignalRow:
    """One signal as it was told, and where it was told otherwise than the others, as it is counted."""

    pk: int
    kind: str
    told: Spread
    unit: str
    currency: str
    counted: Spread | None
    share: Decimal | None
    evidence: str
    author: str
    recorded_at: datetime
    is_lopsided: bool
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class PoolRow:
    """One way to put signals together; no `p50` where a rule names two ends alone."""

    name: str
    note: str
    p10: Decimal
    p50: Decimal | None
    p90: Decimal
    affords: Decimal | None

    @property
    def reaches(self) -> str:
        """How often the budget reaches the newest version, as it is read."""
        return likely(self.affords)


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    kind: str
    amount: Decimal
    unit: str
    currency: str
    known_on: date
    source: str
    who: str
    is_hit: bool | None


@dataclass(frozen=True, kw_only=True)
class BudgetScreen:
    """`estimate` is None before there is any signal or quote; `spread` where nobody had a signal."""

    estimate: BudgetEstimate | None
    spread: Spread | None
    unit: str
    currency: str
    signals: tuple[SignalRow, ...]
    late: tuple[SignalRow, ...]
    pools: tuple[PoolRow, ...]
    conflict: str
    outside: str
    advice: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    picture: charts.Picture
    outcomes: tuple[OutcomeRow, ...]
    may_edit: bool
    shows_floor: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the estimate becomes with what is being typed; `before` where there was one."""

    before: Spread | None
    after: Spread
    unit: str
    currency: str
    conflict: str
    is_lopsided: bool


def budget_screen(user: User, deal: Deal, today: date) -> BudgetScreen:
    """Four statements; one more each where the newest version has columns or options, and where closed deals tell
    something."""
    estimate: BudgetEstimate | None = getattr(deal, "budget", None)
    rows = list(BudgetSignal.objects.filter(deal=deal).select_related("recorded_by").order_by("id"))
    counted = [row for row in rows if not row.after_freeze]
    basis = _basis(deal, estimate)
    weighed = [row.weighed(basis) for row in counted]
    budget = linear_pool(weighed) if weighed else None
    found = conflict([one.told for one in weighed])
    every = versions_of(deal)
    versions = standing_offers(every)
    seen = outside_view(deal)
    offered = candidates(user, versions, basis, budget, today)
    spread = estimate.spread if estimate else None
    is_frozen = estimate is not None and estimate.is_frozen
    return BudgetScreen(
        estimate=estimate,
        spread=spread,
        unit=unit_of(basis),
        currency=basis.currency,
        signals=tuple(_signals(user, counted, weighed, basis, is_frozen)),
        late=tuple(_signals(user, [row for row in rows if row.after_freeze], [], None, True)),
        pools=tuple(_pools(counted, weighed, found, basis, every, seen)),
        conflict=conflict_words(found),
        outside=_outside_words(seen),
        advice=tuple(advice_words(offered, basis.currency)) if budget else (),
        candidates=offered,
        picture=picture(budget, spread, offered, unit_of(basis), basis.currency),
        outcomes=tuple(_outcomes(deal, estimate)),
        may_edit=Act.EDIT_BUDGET.permits(user),
        shows_floor=Act.SEE_FLOOR.permits(user),
    )


def preview(deal: Deal, told: Mapping[str, Any], replaced: int | None = None) -> Preview:
    """One statement. Refuses what the action would."""
    estimate: BudgetEstimate | None = getattr(deal, "budget", None)
    rows = list(BudgetSignal.objects.counted().filter(deal=deal).order_by("id"))
    typed = BudgetSignal(deal=deal, **told)
    others = [row for row in rows if replaced is None or row.pk != replaced]
    basis = estimate.basis if estimate and others else typed.basis
    weighed = [row.weighed(basis) for row in (*others, typed)]
    p50 = typed.p50
    return Preview(
        before=estimate.spread if estimate else None,
        after=linear_pool(weighed).spread(),
        unit=unit_of(basis),
        currency=basis.currency,
        conflict=conflict_words(conflict([one.told for one in weighed])),
        is_lopsided=p50 is not None and is_lopsided(typed.p10, p50, typed.p90),
    )


def _basis(deal: Deal, estimate: BudgetEstimate | None) -> Basis:
    return (estimate or BudgetEstimate(deal=deal, currency=deal.currency)).basis


def _signals(
    user: User,
    rows: Sequence[BudgetSignal],
    weighed: Sequence[Weighted[LogNormal]],
    basis: Basis | None,
    is_frozen: bool,
) -> Iterator[SignalRow]:
    """Without a basis they are counted with nothing: learnt after the freeze."""
    parts = shares(weighed) if weighed else (None,) * len(rows)
    for row, part in zip(rows, parts, strict=True):
        told = row.into(row.basis)
        yield SignalRow(
            pk=row.pk,
            kind=gettext(label(SignalKind(row.kind))),
            told=told,
            unit=unit_of(row.basis),
            currency=row.currency,
            counted=row.into(basis) if basis is not None and row.basis != basis else None,
            share=None if part is None else part * HUNDRED,
            evidence=row.evidence,
            author=row.recorded_by.name,
            recorded_at=row.recorded_at,
            is_lopsided=row.p50 is not None and is_lopsided(row.p10, row.p50, row.p90),
            is_mine=row.recorded_by_id == user.pk and not is_frozen,
        )


def _pools(
    rows: Sequence[BudgetSignal],
    weighed: Sequence[Weighted[LogNormal]],
    found: Conflict | None,
    basis: Basis,
    versions: Sequence[QuoteVersion],
    seen: ReferenceClass,
) -> Iterator[PoolRow]:
    """The linear pool first, which is what is frozen; then what holds only if signals agree."""
    if not weighed:
        return
    budget, asked = linear_pool(weighed), _newest(standing_offers(versions), basis)
    widened = found.tau2 if found is not None and found.is_one else Decimal(0)
    yield _pool(gettext("Linear pool"), gettext("one of the signals is right; this is what is frozen"), budget, asked)
    if len(weighed) > 1:
        note = gettext("if signals agree")
        yield _pool(gettext("Log pool"), note, log_pool(weighed, widened), asked)
        yield _pool(gettext("Average of quantiles"), note, quantile_average(weighed), asked)
    yield from _rules([row.into(basis) for row in rows])
    first = _first(versions, basis)
    if seen.ratios is not None and first is not None:
        note = gettext("the outside view with %(share)s of the weight") % {"share": points(seen.weight * HUNDRED, 0)}
        yield _pool(gettext("Blended with the outside view"), note, blended(budget, seen, first), asked)


def _rules(told: Sequence[Spread]) -> Iterator[PoolRow]:
    """What is made of the two ends alone, with no distribution behind it; of one interval there is nothing to make."""
    ends = [Interval(one.p10, one.p90) for one in told]
    if len(ends) < 2:
        return
    rules = (
        (gettext("Quartile rule"), gettext("first quartile of the P10s, third of the P90s"), quartiles(ends)),
        (gettext("Average of the ends"), gettext("mean of the P10s, mean of the P90s"), average(ends)),
        (gettext("Median of the ends"), gettext("middle one of the P10s, of the P90s"), median(ends)),
        (gettext("Envelope"), gettext("lowest P10, highest P90"), envelope(ends)),
    )
    for name, note, found in rules:
        if found is not None:
            yield PoolRow(name=name, note=note, p10=found.lower, p50=None, p90=found.upper, affords=None)


def _pool(name: str, note: str, told: Distribution, asked: Decimal | None) -> PoolRow:
    found = told.spread()
    affords = None if asked is None else told.affords(asked) * HUNDRED
    return PoolRow(name=name, note=note, p10=found.p10, p50=found.p50, p90=found.p90, affords=affords)


def _newest(versions: Sequence[QuoteVersion], basis: Basis) -> Decimal | None:
    return _price(versions[0], basis) if versions else None


def _first(versions: Sequence[QuoteVersion], basis: Basis) -> Decimal | None:
    first = first_of(versions)
    return _price(first, basis) if first else None


def _price(version: QuoteVersion, basis: Basis) -> Decimal | None:
    try:
        return in_basis(version, (version.gross_total, version.net_total), basis)
    except Refusal:
        return None


def _outside_words(seen: ReferenceClass) -> str:
    if seen.ratios is None:
        words = gettext(
            "Outside view: not enough. The budgets of %(deals)s closed deals are known, it takes %(fewest)s."
        )
        return words % {"deals": seen.deals, "fewest": FEWEST_DEALS}
    words = gettext(
        "Outside view: in %(deals)s closed deals the budget was %(p10)s to %(p90)s of what was quoted first, in the"
        " middle %(p50)s."
    )
    shown = {name: points(getattr(seen.ratios, name) * HUNDRED, 0) for name in ("p10", "p50", "p90")}
    return words % {"deals": seen.deals, **shown}


def _outcomes(deal: Deal, estimate: BudgetEstimate | None) -> Iterator[OutcomeRow]:
    for row in BudgetOutcome.objects.filter(deal=deal).select_related("recorded_by").order_by("-id"):
        kind = OutcomeKind(row.kind)
        yield OutcomeRow(
            kind=gettext(kind.label),
            amount=row.amount,
            unit=unit_of(row.basis),
            currency=row.currency,
            known_on=row.known_on,
            source=row.source,
            who=row.recorded_by.name,
            is_hit=_hit(row, estimate) if kind is OutcomeKind.BUDGET else None,
        )


def _hit(row: BudgetOutcome, estimate: BudgetEstimate | None) -> bool | None:
    spread = estimate.spread if estimate else None
    if estimate is None or spread is None:
        return None
    try:
        return row.into(estimate.basis) in Interval(spread.p10, spread.p90)
    except Refusal:
        return None
