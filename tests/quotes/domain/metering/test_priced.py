from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.meter import Counts, Weight
from quotes.domain.metering.priced import Metered, uncovered
from quotes.domain.metering.usage import Usage
from quotes.domain.pricing.charges import Ratio, RatioPackage
from tests.quotes.domain.metering.meters import P720, P1080, TIERS, interval, meter

MONTH = Usage(intervals=(interval(3600, P720, copies=50), interval(1800, P1080, copies=10), interval(60, copies=5)))


def test_a_price_is_charged_on_its_own_tier_only() -> None:
    prices = [Metered(meter=meter(), tier=tier, per=Decimal(1000)) for tier in ("audio", "HD", "FHD", "2K")]
    assert [price.quantity(MONTH) for price in prices] == [Decimal("0.005"), 3, Decimal("0.3"), 0]


def test_a_price_without_a_tier_is_charged_on_all_of_them() -> None:
    assert Metered(meter=meter()).quantity(MONTH) == 3305
    assert [part.bucket for part in Metered(meter=meter()).parts(MONTH)] == ["audio", "HD", "FHD"]


def test_a_package_of_weighted_minutes_is_charged_for_standard_ones() -> None:
    weights = {"audio": 1, "HD": 4, "FHD": 9}
    ratios = tuple(Ratio(name=name, weight=Decimal(one)) for name, one in weights.items())
    package = RatioPackage(size=Decimal(1000), price=Decimal(20), ratios=ratios)
    assert Metered(meter=meter()).quantity(MONTH, package) == 5 + 4 * 3000 + 9 * 300
    with pytest.raises(Refusal, match="no weight for FHD"):
        Metered(meter=meter()).quantity(MONTH, RatioPackage(size=Decimal(1), price=Decimal(1), ratios=ratios[:2]))


def test_a_quantity_has_as_many_decimals_as_a_line() -> None:
    assert str(Metered(meter=meter(Counts.PARTICIPANT_MINUTES), per=Decimal(60)).quantity(MONTH)) == "55.083333"


@pytest.mark.parametrize(
    ("values", "field"),
    [({"tier": "4K"}, "tier"), ({"per": Decimal(0)}, "per"), ({"per": Decimal("Infinity")}, "per")],
)
def test_a_price_for_nothing_is_refused(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Metered(meter=meter(), **values)  # type: ignore[arg-type] # one of the two
    assert refused.value.field == field


def test_standard_units_have_no_tiers_to_choose_from() -> None:
    weights = tuple(Weight(name, Decimal(place)) for place, name in enumerate(TIERS.names, 1))
    with pytest.raises(Refusal):
        Metered(meter=meter(weights=weights), tier="HD")


def test_tiers_that_are_used_and_have_no_price_are_named() -> None:
    hd, sound = (Metered(meter=meter(), tier=tier) for tier in ("HD", "audio"))
    assert uncovered([hd, sound], MONTH) == ("FHD",)
    assert uncovered([hd], MONTH) == ("audio", "FHD")
    assert uncovered([hd, Metered(meter=meter())], MONTH) == ()
    assert uncovered([], MONTH) == ()
