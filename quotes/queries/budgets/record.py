"""How estimates turned out: by person, by the deals one may see, and why deals were lost."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from dealdesk.kernel.formats import money, points
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import VersionState
from quotes.models import QuoteVersion
from quotes.queries.budgets.forecasts import Forecasts, pooled_forecasts, reached, signal_forecasts
from quotes.queries.budgets.prices import CENTS, HUNDRED, in_basis
from quotes.queries.budgets.words import unit_of
from stakeholders.domain.budgets.intervals import Interval
from stakeholders.domain.budgets.losses import Loss, why_lost
from stakeholders.domain.budgets.scores import FEWEST_OUTCOMES, Band, Record, Told, brier, calibration, record
from stakeholders.domain.budgets.words import OutcomeKind
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import BudgetEstimate, BudgetOutcome, BudgetSignal, Team, User
from stakeholders.permissions import visible_deals

# Between these an interval is as wide as it should be.
ABOUT_ONE = (Decimal("0.9"), Decimal("1.1"))
# As many lost deals as are listed one by one; all of them are counted.
MOST_LOSSES = 30


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """Shares in percent points; `advice` is a sentence."""

    name: str
    outcomes: int
    hits: int
    hit_rate: Decimal | None
    likely: str
    winkler: str
    # Of chances that the budget reaches our first price: how many were put to the test, and their score.
    forecasts: int
    brier: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class BandRow:
    """Chances in percent points: of so many between `low` and `high`, what was said and how often it came."""

    low: Decimal
    high: Decimal
    forecasts: int
    said: Decimal
    came: Decimal


@dataclass(frozen=True, kw_only=True)
class LossRow:
    deal: int
    name: str
    customer: str
    unit: str
    currency: str
    p10: Decimal | None
    p90: Decimal | None
    price: Decimal | None
    budget: Decimal | None
    loss: str


@dataclass(frozen=True, kw_only=True)
class RecordScreen:
    people: tuple[RecordRow, ...]
    deals: RecordRow
    bands: tuple[BandRow, ...]
    judged: str
    losses: tuple[LossRow, ...]
    split: tuple[tuple[str, int], ...]


def record_screen(user: User) -> RecordScreen:
    """Own signals wherever they were given, and for a manager those of everybody in the tree; of deals, what the
    reader may open. The statements are as many for any number of rows."""
    people = _people(user)
    theirs = Q(recorded_by__in=people) | Q(deal__in=visible_deals(user))
    given = BudgetSignal.objects.counted().filter(theirs, deal__budget__frozen_at__isnull=False)
    known = BudgetOutcome.objects.filter(kind=OutcomeKind.BUDGET).values("deal")
    signals = list(given.filter(deal__in=known).select_related("deal__budget").order_by("id"))
    seen = BudgetEstimate.objects.filter(deal__in=visible_deals(user), frozen_at__isnull=False)
    estimates = list(seen.select_related("deal__customer").order_by("-deal__closed_at", "-deal_id"))
    learnt = _learnt({signal.deal_id for signal in signals} | {one.deal_id for one in estimates})
    losses = tuple(_losses([one for one in estimates if one.deal.stage == Stage.LOST], learnt))
    counted = Counter(loss for loss, _row in losses)
    told = {person.pk: [one for one in signals if one.recorded_by_id == person.pk] for person in people}
    trials = reached(learnt)
    pooled = pooled_forecasts(estimates, signals, trials)
    return RecordScreen(
        people=tuple(
            _row(person.name, _of_signals(told[person.pk], learnt), signal_forecasts(told[person.pk], trials))
            for person in people
        ),
        deals=_row(gettext("Frozen estimates of the deals you can open"), _of_estimates(estimates, learnt), pooled),
        bands=tuple(_band(one) for one in calibration(pooled.said, pooled.came)),
        judged=_judged(len(pooled.said)),
        losses=tuple(row for _loss, row in losses[:MOST_LOSSES]),
        split=tuple((gettext(loss.label), counted[loss]) for loss in Loss if counted[loss]),
    )


def _people(user: User) -> list[User]:
    """Oneself first, then by name whoever works in a team that one leads."""
    if user.role != Role.MANAGER:
        return [user]
    others = User.objects.filter(team__in=Team.objects.led_by(user)).exclude(pk=user.pk)
    sellers = others.filter(role__in=[Role.SALES, Role.PRESALES, Role.MANAGER])
    return [user, *sellers.order_by("name", "pk")]


def _learnt(deals: set[int]) -> Mapping[int, BudgetOutcome]:
    """The budget that was learnt of each deal, as it was last told."""
    known = BudgetOutcome.objects.filter(deal__in=deals, kind=OutcomeKind.BUDGET)
    return {one.deal_id: one for one in known.order_by("deal", "-id").distinct("deal")}


def _of_signals(signals: Sequence[BudgetSignal], learnt: Mapping[int, BudgetOutcome]) -> Iterator[Told]:
    """Signal and outcome in the basis of their estimate, which both were made to fit."""
    for signal in signals:
        wanted = signal.deal.budget.basis
        try:
            told, actual = signal.into(wanted), learnt[signal.deal_id].into(wanted)
        except Refusal:
            continue
        yield Told(p10=told.p10, p90=told.p90, actual=actual, p50=None if signal.p50 is None else told.p50)


def _of_estimates(estimates: Sequence[BudgetEstimate], learnt: Mapping[int, BudgetOutcome]) -> Iterator[Told]:
    for estimate in estimates:
        spread, budget = estimate.spread, _budget(estimate, learnt)
        if spread is not None and budget is not None:
            yield Told(p10=spread.p10, p90=spread.p90, actual=budget, p50=spread.p50)


def _budget(estimate: BudgetEstimate, learnt: Mapping[int, BudgetOutcome]) -> Decimal | None:
    """In the estimate's basis; an estimate of nothing has none."""
    found = learnt.get(estimate.deal_id)
    if found is None or estimate.spread is None:
        return None
    try:
        return round_to(found.into(estimate.basis), CENTS)
    except Refusal:
        return None


def _band(one: Band) -> BandRow:
    shares = {name: getattr(one, name) * HUNDRED for name in ("low", "high", "said", "came")}
    return BandRow(forecasts=one.forecasts, **shares)


def _judged(forecasts: int) -> str:
    """Fewer than ten cases come out one way or the other by luck alone."""
    if forecasts < FEWEST_OUTCOMES:
        words = gettext("Too few to judge by: %(forecasts)s of %(fewest)s forecasts.")
        return words % {"forecasts": forecasts, "fewest": FEWEST_OUTCOMES}
    return gettext("%(forecasts)s forecasts; the two columns on the right should agree.") % {"forecasts": forecasts}


def _row(name: str, told: Iterator[Told], forecasts: Forecasts) -> RecordRow:
    found = record(list(told))
    tested: dict[str, Any] = {
        "forecasts": len(forecasts.said),
        "brier": money(brier(*forecasts)) if forecasts.said else "",
    }
    if found is None:
        nothing: dict[str, Any] = {"hit_rate": None, "likely": "", "winkler": ""}
        return RecordRow(name=name, outcomes=0, hits=0, advice=_advice(None), **nothing, **tested)
    low, high = (points(end * HUNDRED, 0) for end in (found.likely.lower, found.likely.upper))
    return RecordRow(
        name=name,
        outcomes=found.outcomes,
        hits=found.hits,
        hit_rate=found.hit_rate * HUNDRED,
        likely=gettext("%(low)s to %(high)s") % {"low": low, "high": high},
        winkler=money(found.winkler),
        advice=_advice(found),
        **tested,
    )


def _advice(found: Record | None) -> str:
    if found is None or found.factor is None:
        outcomes = found.outcomes if found else 0
        words = gettext("Not enough to say: %(outcomes)s of %(fewest)s outcomes.")
        return words % {"outcomes": outcomes, "fewest": FEWEST_OUTCOMES}
    factor = {"factor": money(found.factor)}
    if found.factor > ABOUT_ONE[1]:
        return gettext("These intervals should be %(factor)s × as wide.") % factor
    if found.factor < ABOUT_ONE[0]:
        return gettext("These intervals could be narrower: %(factor)s × as wide.") % factor
    return gettext("These intervals are as wide as they should be (%(factor)s ×).") % factor


def _losses(estimates: Sequence[BudgetEstimate], learnt: Mapping[int, BudgetOutcome]) -> Iterator[tuple[Loss, LossRow]]:
    """Each lost deal with our last price beside what its budget turned out to be."""
    offered = QuoteVersion.objects.filter(quote__deal__in=[one.deal_id for one in estimates])
    offered = offered.exclude(state=VersionState.VOID).select_related("quote")
    ordered = offered.order_by("quote__deal", "-quote__updated_at", "-quote_id", "-number")
    last = {one.quote.deal_id: one for one in ordered.distinct("quote__deal")}
    for estimate in estimates:
        spread, budget = estimate.spread, _budget(estimate, learnt)
        price = _price(last.get(estimate.deal_id), estimate)
        loss = why_lost(Interval(spread.p10, spread.p90) if spread else None, price, budget)
        yield (
            loss,
            LossRow(
                deal=estimate.deal_id,
                name=estimate.deal.name,
                customer=str(estimate.deal.customer),
                unit=unit_of(estimate.basis),
                currency=estimate.currency,
                p10=spread.p10 if spread else None,
                p90=spread.p90 if spread else None,
                price=price,
                budget=budget,
                loss=gettext(loss.label),
            ),
        )


def _price(version: QuoteVersion | None, estimate: BudgetEstimate) -> Decimal | None:
    if version is None:
        return None
    try:
        return in_basis(version, (version.gross_total, version.net_total), estimate.basis)
    except Refusal:
        return None
