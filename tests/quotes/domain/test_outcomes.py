from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.outcomes import Asked, Closed, Depth, Rate, Steps, answers, middle, rate, rates, untraded_share


def deal(*steps: int, won: bool = True, **told: object) -> Closed:
    return Closed(is_won=won, steps=tuple(map(Decimal, steps)), **({"discount": Decimal(7)} | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("discount", "depth"),
    [
        ("-3", Depth.NONE),
        ("0", Depth.NONE),
        ("0.01", Depth.TO_5),
        ("5", Depth.TO_5),
        ("5.00000001", Depth.TO_10),
        ("20", Depth.TO_20),
        ("20.1", Depth.BEYOND),
        (None, None),
    ],
)
def test_a_depth_ends_with_its_own_figure(discount: str | None, depth: Depth | None) -> None:
    assert deal(discount=None if discount is None else Decimal(discount)).depth == depth


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ((), Steps.NONE),
        ((5,), Steps.ONE),
        ((5, 2, 1), Steps.SHRINKING),
        ((10, 10), Steps.FLAT),
        ((5, 2, 3), Steps.GROWING),
    ],
)
def test_the_way_down_is_told_as_the_coach_tells_it(steps: tuple[int, ...], way: Steps) -> None:
    assert deal(*steps).way == way


def test_what_was_never_offered_has_no_depth_and_no_way() -> None:
    never = Closed(is_won=False)
    assert (never.depth, never.way, never.place) == (None, None, None)


@pytest.mark.parametrize(
    ("first", "asked", "last", "place"),
    [("120", "80", "100", "0.5"), ("120", "80", "120", "1"), ("120", "120", "100", None), ("120", "80", None, None)],
)
def test_the_last_price_lies_between_their_first_number_and_ours(
    first: str, asked: str, last: str | None, place: str | None
) -> None:
    one = deal(first=Decimal(first), asked=Decimal(asked), last=None if last is None else Decimal(last))
    assert one.place == (None if place is None else Decimal(place))


def test_no_rate_is_told_below_five_deals() -> None:
    assert (Rate(won=4, closed=4).share, Rate(won=4, closed=4).likely) == (None, None)
    told = Rate(won=4, closed=5)
    assert told.share == Decimal("0.8")
    assert told.likely is not None
    # Wilson's interval for 4 of 5, to two decimals.
    assert (round(told.likely.lower, 2), round(told.likely.upper, 2)) == (Decimal("0.38"), Decimal("0.96"))


def test_a_middle_needs_five_that_are_known() -> None:
    assert middle([1, None, 2, 3, 4]) is None
    assert middle([5, 1, None, 2, 3, 4, 9]) == Decimal("3.5")


def test_gives_are_counted_over_all_deals_not_averaged_by_deal() -> None:
    assert untraded_share([deal(gives=1, untraded=1), deal(gives=7, untraded=1)]) == Decimal("0.25")
    assert untraded_share([deal(gives=4, untraded=4)]) is None


def test_requests_are_told_by_how_they_came_out() -> None:
    hundred = Decimal(100)
    told = answers(
        [Asked(requested=hundred, approved=hundred)] * 3
        + [Asked(requested=hundred, approved=Decimal(105))] * 2
        + [Asked(requested=hundred, approved=None)]
    )
    assert (told.asked, told.as_asked, told.otherwise, told.never, told.kept) == (6, 3, 2, 1, Decimal(2))


CLOSED = st.builds(
    Closed,
    is_won=st.booleans(),
    discount=st.none() | st.decimals(-10, 60, places=2),
    steps=st.lists(st.decimals(1, 100, places=0), max_size=4).map(tuple),
)


@given(st.lists(CLOSED, max_size=30))
def test_every_offered_deal_is_in_one_row_of_each_table(deals: list[Closed]) -> None:
    offered = [one for one in deals if one.discount is not None]
    for rows in (rates(deals, Depth, lambda one: one.depth), rates(deals, Steps, lambda one: one.way)):
        assert sum(row.closed for row in rows.values()) == len(offered)
        assert sum(row.won for row in rows.values()) == rate(offered).won
