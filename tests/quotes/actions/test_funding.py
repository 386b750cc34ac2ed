"""What money costs us, from a day on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.actions.funding import add_funding_rate
from quotes.models import FundingRate
from quotes.models.funding import funding_rate
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def test_a_rate_holds_until_a_later_one(fay: User) -> None:
    for points, day in ((6, date(2026, 1, 1)), (5, date(2026, 7, 1))):
        add_funding_rate(points=Decimal(points), valid_from=day, source="LPR 加点", by=fay, at=NOW)
    rates = [funding_rate(day, HOME) for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))]
    assert [rate and rate.rate for rate in rates] == [None, Percent(Decimal(6)), Percent(Decimal(5))]


def test_what_yuan_cost_says_nothing_of_dollars(fay: User) -> None:
    made = add_funding_rate(points=Decimal(6), valid_from=date(2026, 1, 1), source="LPR 加点", by=fay, at=NOW)
    assert [funding_rate(date(2026, 7, 1), currency) for currency in ("CNY", "USD")] == [made, None]


@pytest.mark.parametrize(("wrong", "field"), [({"points": Decimal(101)}, "points"), ({"source": ""}, "source")])
def test_a_rate_out_of_reason_or_from_nowhere_is_refused(fay: User, wrong: dict[str, object], field: str) -> None:
    told: dict[str, object] = {"points": Decimal(6), "valid_from": date(2026, 1, 1), "source": "LPR"} | wrong
    with pytest.raises(Refusal) as refused:
        add_funding_rate(by=fay, at=NOW, **told)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_rate_is_kept_as_it_was(fay: User) -> None:
    made = add_funding_rate(points=Decimal(6), valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
    for change in (lambda: FundingRate.objects.update(points=1), made.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
