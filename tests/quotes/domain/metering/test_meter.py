from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.meter import UNITS, Counts, Unit, Weight
from tests.quotes.domain.metering.meters import TIERS, meter


def test_everything_that_is_counted_has_its_units() -> None:
    assert set(UNITS) == set(Counts)


@pytest.mark.parametrize(
    ("counts", "values", "field"),
    [
        (Counts.TRAFFIC, {"unit": Unit.MINUTE}, "unit"),
        (Counts.USER_MINUTES, {"source": "  "}, "source"),
        (Counts.USER_MINUTES, {"places": 9}, "places"),
        (Counts.USER_MINUTES, {"places": -1}, "places"),
        (Counts.USER_MINUTES, {"roles": ()}, "roles"),
        (Counts.PARTICIPANT_MINUTES, {"tiers": TIERS}, "tiers"),
        (Counts.USER_MINUTES, {"tiers": None, "weights": (Weight("HD", Decimal(4)),)}, "weights"),
        (Counts.USER_MINUTES, {"weights": (Weight("HD", Decimal(4)),)}, "weights"),
        (Counts.USER_MINUTES, {"weights": tuple(Weight(name, Decimal(0)) for name in TIERS.names)}, "weights"),
        (Counts.USER_MINUTES, {"free": Allowance(units=Decimal(1), order=("4K",))}, "free"),
        (Counts.STORAGE, {"hours_in_month": 0}, "hours_in_month"),
        (Counts.STORAGE, {"hours_in_month": 745}, "hours_in_month"),
        (Counts.TRAFFIC, {"hours_in_month": 720}, "hours_in_month"),
        (Counts.MONTHLY_95, {"floor": Percent(Decimal(20))}, "floor"),
        (Counts.ENHANCED_95, {"floor": Percent(Decimal(101))}, "floor"),
    ],
)
def test_a_meter_that_cannot_count_is_refused_at_its_field(counts: Counts, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        meter(counts, **values)
    assert refused.value.field == field


@pytest.mark.parametrize("counts", list(Counts))
def test_everything_can_be_counted(counts: Counts) -> None:
    assert meter(counts).unit is UNITS[counts][0]
