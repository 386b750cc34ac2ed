"""Chances that a budget reaches our first price, as they stood when the estimate was frozen, put to the test."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from quotes.queries.budgets.prices import in_basis
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.distributions import Distribution
from stakeholders.domain.budgets.pools import linear_pool
from stakeholders.models import BudgetEstimate, BudgetOutcome, BudgetSignal


class Forecasts(NamedTuple):
    """What was said, as parts of one, and whether it came."""

    said: Sequence[Decimal]
    came: Sequence[bool]


class Trial(NamedTuple):
    """The price that a customer was sent first, and the budget that was learnt of him."""

    version: QuoteVersion
    budget: BudgetOutcome


def reached(learnt: Mapping[int, BudgetOutcome]) -> dict[int, Trial]:
    """By deal; one statement."""
    sent = QuoteVersion.objects.filter(quote__deal__in=learnt, sent_at__isnull=False).select_related("quote")
    first = sent.order_by("quote__deal", "sent_at", "pk").distinct("quote__deal")
    return {one.quote.deal_id: Trial(one, learnt[one.quote.deal_id]) for one in first}


def signal_forecasts(signals: Iterable[BudgetSignal], trials: Mapping[int, Trial]) -> Forecasts:
    """What each signal said by itself."""
    told = [(signal.deal_id, signal.deal.budget.basis, [signal]) for signal in signals]
    return _forecasts(told, trials)


def pooled_forecasts(
    estimates: Iterable[BudgetEstimate], signals: Sequence[BudgetSignal], trials: Mapping[int, Trial]
) -> Forecasts:
    """What the signals of each deal said together, as they were frozen."""
    of: dict[int, list[BudgetSignal]] = {}
    for signal in signals:
        of.setdefault(signal.deal_id, []).append(signal)
    told = [(one.deal_id, one.basis, of[one.deal_id]) for one in estimates if one.deal_id in of]
    return _forecasts(told, trials)


def _forecasts(told: Iterable[tuple[int, Basis, Sequence[BudgetSignal]]], trials: Mapping[int, Trial]) -> Forecasts:
    pairs = [
        (_pool(signals, basis).affords(found[0]), found[1])
        for deal, basis, signals in told
        if deal in trials and (found := _told(trials[deal], basis)) is not None
    ]
    return Forecasts([said for said, _came in pairs], [came for _said, came in pairs])


def _pool(signals: Sequence[BudgetSignal], basis: Basis) -> Distribution:
    return linear_pool([signal.weighed(basis) for signal in signals])


def _told(trial: Trial, basis: Basis) -> tuple[Decimal, bool] | None:
    """The price in the estimate's basis, and whether the budget reached it; None where that cannot be told."""
    version = trial.version
    try:
        price = in_basis(version, (version.gross_total, version.net_total), basis)
        return price, trial.budget.into(basis) >= price
    except Refusal:
        return None
