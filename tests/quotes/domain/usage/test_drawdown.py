from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.meter import Summed
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.usage import Size
from quotes.domain.pricing.charges import Pack, Ratio
from quotes.domain.usage.demand import loads, loads_of_series
from quotes.domain.usage.drawdown import Draw, draw_down, draws
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Region, Scenario, Video
from tests.quotes.domain.metering.meters import P720, TIERS, meter
from tests.quotes.domain.usage.scenarios import bitrate, percent, scenario, series

D = Decimal
FIRST = date(2026, 1, 1)
# ZEGO 通用套餐包: 1 : 1.7 : 3.6 : 14, deducted in this order at the month's end.
ZEGO = tuple(Ratio(name=name, weight=D(w)) for name, w in {"audio": "1", "SD": "1.7", "HD": "3.6", "HD+": "14"}.items())
PUBLISHED = {"audio": D(20_000), "SD": D(20_000), "HD": D(20_000), "HD+": D(10_000)}
ONE_TO_ONE = (Ratio(name="a", weight=D(1)), Ratio(name="b", weight=D(2)))


def pack(left: int, last_day: str = "2026-12-31") -> Pack:
    return Pack(left=D(left), last_day=date.fromisoformat(last_day))


def monthly(*used: Mapping[str, Decimal]) -> list[Draw]:
    return [Draw(month=month, nth=1, of=1, used=one) for month, one in enumerate(used, 1)]


def calls(**changed: object) -> Scenario:
    """Ten people who see each other, two hours on ten days: 12,000 minutes of users a month."""
    room = Room(topology=Topology.ALL_TO_ALL, hosts=10)
    plain = {"room": room, "videos": (Video(bitrate(1000, size=Size(100, 100))),), "hours_a_day": D(2)}
    return scenario(**plain | {"days_a_month": 10} | changed)


def price(summed: Summed = Summed.MONTH) -> Metered:
    return Metered(meter=meter(summed=summed))


class TestDrawDown:
    def test_the_published_bundle_is_short_in_its_dearest_tier(self) -> None:
        found = draw_down(ZEGO, [pack(250_000)], monthly(PUBLISHED), first=FIRST)
        (month,) = found.months
        assert (month.taken, month.left, found.short) == (250_000, 0, monthly(PUBLISHED)[0])
        # The page prints 1,142 minutes: the caller drops what is no whole minute.
        assert {tier: int(units) for tier, units in found.over.items()} == {"HD+": 1142}

    def test_a_pack_lasts_until_the_month_in_which_it_is_used_up(self) -> None:
        found = draw_down(ONE_TO_ONE, [pack(250)], monthly(*[{"a": D(50), "b": D(25)}] * 4), first=FIRST)
        assert [(month.taken, month.left, month.over) for month in found.months] == [
            (100, 150, {}),
            (100, 50, {}),
            (50, 0, {"b": D(25)}),
            (0, 0, {"a": D(50), "b": D(25)}),
        ]
        assert (found.short and found.short.month, found.over) == (3, {"a": 50, "b": 50})

    def test_day_by_day_the_last_ones_are_over_whatever_the_tier(self) -> None:
        days = [Draw(month=1, nth=nth, of=4, used={"a": D(10), "b": D(5)}) for nth in range(1, 5)]
        found = draw_down(ONE_TO_ONE, [pack(50)], days, first=FIRST)
        assert (found.short and found.short.nth, found.over) == (3, {"a": 10, "b": 10})

    def test_what_is_left_lapses_with_the_last_month_of_its_pack(self) -> None:
        packs = [pack(100, "2026-02-28"), pack(50)]
        found = draw_down(ONE_TO_ONE, packs, monthly(*[{"a": D(40)}] * 3), first=FIRST)
        assert [(month.left, month.lapsed) for month in found.months] == [(110, 0), (50, 20), (10, 0)]
        assert ([month.month for month in found.lapses], found.short, found.over) == ([2], None, {})

    def test_after_it_lapsed_everything_is_over(self) -> None:
        found = draw_down(ONE_TO_ONE, [pack(100, "2026-01-31")], monthly(*[{"a": D(40)}] * 2), first=FIRST)
        assert (found.short and found.short.month, found.over) == (2, {"a": 40})

    def test_a_tier_without_a_weight_is_over_from_the_first_unit_on(self) -> None:
        found = draw_down(ONE_TO_ONE, [pack(100)], monthly({"a": D(40), "8K": D(7)}), first=FIRST)
        assert (found.over, found.short, found.months[0].left) == ({"8K": 7}, None, 60)

    @given(
        st.lists(
            st.tuples(st.integers(0, 400), st.sampled_from(["2026-01-31", "2026-03-31", "2026-12-31"])), max_size=3
        ),
        st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=6),
    )
    def test_nothing_is_lost_and_nothing_is_made(
        self, bought: Sequence[tuple[int, str]], used: Sequence[tuple[int, int]]
    ) -> None:
        packs = [pack(*one) for one in bought]
        found = draw_down(ONE_TO_ONE, packs, monthly(*({"a": D(a), "b": D(b)} for a, b in used)), first=FIRST)
        taken, lapsed = (sum(getattr(month, name) for month in found.months) for name in ("taken", "lapsed"))
        assert found.bought == taken + lapsed + found.months[-1].left
        over = found.over.get("a", D(0)) + 2 * found.over.get("b", D(0))
        assert sum(a + 2 * b for a, b in used) == taken + over


class TestDraws:
    def test_a_meter_of_the_month_takes_the_month_at_its_end(self) -> None:
        (one,) = draws(price(), loads(calls(term_months=1)), 1)
        assert (one.month, one.nth, one.of, one.used) == (1, 1, 1, {TIERS.of([P720]): 12_000})

    def test_a_meter_of_the_day_takes_each_day_with_calls(self) -> None:
        found = list(draws(price(Summed.DAY), loads(calls(term_months=1)), 1))
        assert [(one.nth, one.of) for one in found] == [(nth, 10) for nth in range(1, 11)]
        assert {tuple(one.used.values()) for one in found} == {(D(1200),)}

    def test_regions_are_taken_from_the_same_packs(self) -> None:
        both = calls(term_months=1, regions=(Region("华东", percent(60)), Region("海外", percent(40))))
        (one,) = draws(price(), loads(both), 1)
        assert sum(one.used.values()) == 12_000

    def test_the_use_grows_as_it_was_told(self) -> None:
        found = draws(price(), loads(calls(term_months=2, growth=percent(10))), 2)
        assert [sum(one.used.values()) for one in found] == [12_000, 13_200]

    def test_what_was_measured_goes_on(self) -> None:
        """A day of one stream all day long, in a month of 31: it stands for the whole of it, and for the next."""
        found = list(draws(price(), loads_of_series(series([1000] * 288), calls()), 2, D("0.5")))
        first, second = (sum(one.used.values()) for one in found)
        assert ([one.month for one in found], second) == ([1, 2], first * D("1.5"))

    def test_what_the_meter_cannot_count_is_refused(self) -> None:
        with pytest.raises(Refusal, match="beyond"):
            list(draws(price(), loads(calls(videos=(Video(bitrate(1000, size=Size(7680, 4320))),))), 1))
