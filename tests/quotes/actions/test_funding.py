"""What money costs us, from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.actions.funding import add_funding_rate
from quotes.models import FundingRate
from quotes.models.funding import funding_rate
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def enter(*, by: User, **changed: Any) -> FundingRate:
    """6 % a year from the beginning of 2026, of yuan."""
    told: dict[str, Any] = {"points": Decimal(6), "currency": "CNY", "valid_from": date(2026, 1, 1), "source": "LPR"}
    return add_funding_rate(by=by, at=NOW, **told | changed)


def test_a_rate_holds_until_a_later_one(fay: User) -> None:
    for points, day in ((6, date(2026, 1, 1)), (5, date(2026, 7, 1))):
        enter(by=fay, points=Decimal(points), valid_from=day)
    rates = [funding_rate(day, HOME) for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))]
    assert [rate and rate.rate for rate in rates] == [None, Percent(Decimal(6)), Percent(Decimal(5))]


def test_every_currency_has_its_own_rates_and_what_yuan_cost_says_nothing_of_euros(fay: User) -> None:
    made = [enter(by=fay, currency=currency) for currency in ("CNY", "USD")]
    assert [funding_rate(date(2026, 7, 1), currency) for currency in ("CNY", "USD", "EUR")] == [*made, None]


def test_two_rates_of_one_currency_do_not_begin_on_one_day(fay: User) -> None:
    made = enter(by=fay, currency="USD")
    with pytest.raises(Refusal) as refused:
        enter(by=fay, currency="USD")
    assert refused.value.field == "valid_from"
    told = {"points": 6, "currency": "USD", "valid_from": made.valid_from, "source": "LPR"}
    with pytest.raises(IntegrityError, match="one_funding_rate_a_currency_and_day"), transaction.atomic():
        FundingRate.objects.create(**told, added_at=NOW, added_by=fay)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"points": Decimal(101)}, "points"), ({"source": ""}, "source"), ({"currency": "美元"}, "currency")],
)
def test_a_rate_out_of_reason_or_from_nowhere_is_refused(fay: User, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        enter(by=fay, **wrong)
    assert refused.value.field == field


def test_a_rate_is_kept_as_it_was(fay: User) -> None:
    made = enter(by=fay)
    for change in (lambda: FundingRate.objects.update(points=1), made.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
