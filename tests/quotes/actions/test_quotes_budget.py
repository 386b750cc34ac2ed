"""The first quote of a deal freezes its budget, in its own transaction, whoever does what meanwhile."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connections

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import create_quote
from quotes.models import PriceBookVersion, Quote
from stakeholders.actions.budgets import add_signal, pooled
from stakeholders.models import BudgetEstimate, BudgetSignal, Deal, User
from tests.factories import budgets
from tests.quotes.actions.offers import VALID, free_line
from tests.threads import at_once


def quoted(deal: Deal, book: PriceBookVersion, by: User, at: datetime, **terms: Any) -> Quote:
    values: dict[str, Any] = {"payment_plan": "annual_prepaid", "valid_until": VALID, "lines": [free_line()]}
    return create_quote(deal=deal, title="高级版", price_book=book, by=by, at=at, **values | terms).quote


@pytest.mark.parametrize("signals", [0, 1])
def test_the_first_quote_freezes_the_budget_and_the_second_finds_it_frozen(
    deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime, signals: int
) -> None:
    for _ in range(signals):
        budgets.signal(deal=deal, by=ada)
    first, _second = (quoted(deal, price_book, ada, now) for _ in range(2))
    estimate = BudgetEstimate.objects.get(deal=deal)
    assert (estimate.frozen_for, estimate.frozen_at, estimate.signals) == (first.number, now, signals)


def test_a_quote_that_is_refused_freezes_nothing(
    deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
) -> None:
    budgets.signal(deal=deal, by=ada)
    with pytest.raises(Refusal):
        quoted(deal, price_book, ada, now, lines=[])
    assert BudgetEstimate.objects.get(deal=deal).is_frozen is False


@pytest.mark.django_db(transaction=True)
def test_two_first_quotes_and_a_signal_at_once_leave_one_estimate_that_agrees_with_its_signals(
    deal: Deal, price_book: PriceBookVersion, ada: User, pre: User, now: datetime
) -> None:
    budgets.signal(deal=deal, by=ada)
    results = at_once(
        lambda: quoted(deal, price_book, ada, now),
        lambda: add_signal(deal, **budgets.told(p10=200, p90=400), by=pre, at=now),
        lambda: quoted(deal, price_book, ada, now),
        lambda: add_signal(deal, **budgets.told(p10=20, p90=40), by=pre, at=now),
    )
    connections.close_all()
    assert [type(one).__name__ for one in results] == ["Quote", "BudgetSignal", "Quote", "BudgetSignal"]
    estimate = BudgetEstimate.objects.get(deal=deal)
    counted = list(BudgetSignal.objects.counted().order_by("id"))
    assert estimate.frozen_for in {results[0].number, results[2].number}
    assert (estimate.signals, estimate.spread) == (len(counted), pooled(counted, estimate.basis))
