"""A buyer's scores: who wins by which method, where it turns, and that it does not depend on how scores are written."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.rivals.scores import Bidder, Method, Scoring, break_even, rank

D = Decimal
US = Bidder(name="我方", price=D(100), scores=(D(90), D(80)))
THEM = Bidder(name="对手", price=D(70), scores=(D(60), D(50)))
PER_POINT = Scoring(weights=(D(70), D(30)))
POINTS = Scoring(weights=(D(70), D(30)), method=Method.POINTS, price_weight=D(30))


def winners(bidders: list[Bidder], scoring: Scoring) -> list[str]:
    return [standing.bidder.name for standing in rank(bidders, scoring)]


def test_the_price_is_divided_by_the_score() -> None:
    standings = rank([US, THEM], PER_POINT)
    assert [(one.bidder.name, one.quality, round(one.figure or 0, 4)) for one in standings] == [
        ("我方", D(87), D("1.1494")),
        ("对手", D(57), D("1.2281")),
    ]


def test_the_lowest_price_has_all_the_points_of_the_price() -> None:
    standings = rank([US, THEM], POINTS)
    assert [(one.bidder.name, round(one.figure or 0, 2)) for one in standings] == [
        ("我方", D("81.90")),
        ("对手", D("69.90")),
    ]


def test_where_it_turns_by_price_per_point() -> None:
    found = break_even([US, THEM], PER_POINT, 0)
    assert (found.price, found.quality, found.scores) == (D("106.84"), D("81.5"), (D("82.1"), D("61.5")))
    assert winners([replace(US, price=D("106.85")), THEM], PER_POINT) == ["对手", "我方"]


def test_a_price_below_all_others_moves_their_points_too() -> None:
    poor = replace(US, scores=(D(30), D(30)))
    found = break_even([poor, THEM], POINTS, 0)
    assert found.price == D("25.90")
    assert winners([replace(poor, price=D("25.89")), THEM], POINTS)[0] == "我方"
    assert winners([replace(poor, price=D("25.92")), THEM], POINTS)[0] == "对手"


def test_what_no_score_can_make_up_for_is_said() -> None:
    dear = replace(US, price=D(1000))
    assert break_even([dear, THEM], PER_POINT, 0).quality is None
    assert break_even([dear, THEM], PER_POINT, 0).scores == (None, None)
    much_better = Scoring(weights=(D(100), D(0)), method=Method.POINTS, price_weight=D(5))
    assert break_even(
        [replace(US, scores=(D(100), D(0))), replace(THEM, scores=(D(5), D(0)))], much_better, 0
    ).at_any_price


def test_weights_that_do_not_come_to_100_are_refused() -> None:
    with pytest.raises(Refusal, match="come to 90"):
        Scoring(weights=(D(60), D(30)))
    with pytest.raises(Refusal):
        replace(POINTS, price_weight=D(100))
    with pytest.raises(Refusal):
        replace(US, scores=(D(101),))
    with pytest.raises(Refusal):
        break_even([US], PER_POINT, 0)


def test_without_any_point_nobody_is_first_by_price_alone() -> None:
    nothing = replace(THEM, scores=(D(0), D(0)))
    assert winners([nothing, US], PER_POINT) == ["我方", "对手"]


cents = st.integers(100, 10_000).map(D)
whole = st.integers(0, 50).map(D)
pair = st.builds(lambda price, one, other: Bidder(name="", price=price, scores=(one, other)), cents, whole, whole)


def places(bidders: list[Bidder], scoring: Scoring) -> list[int]:
    found = {id(one.bidder): one.place for one in rank(bidders, scoring)}
    return [found[id(bidder)] for bidder in bidders]


@given(bidders=st.lists(pair, min_size=2, max_size=4), weight=st.integers(0, 100))
def test_scores_of_ten_and_scores_of_a_hundred_rank_alike(bidders: list[Bidder], weight: int) -> None:
    scoring = Scoring(weights=(D(weight), D(100 - weight)))
    tenths = [replace(one, scores=tuple(score / 10 for score in one.scores)) for one in bidders]
    assert places(tenths, scoring) == places(bidders, scoring)


@given(bidders=st.lists(pair, min_size=2, max_size=4), raised=st.integers(0, 50))
def test_where_a_scale_begins_does_not_change_who_has_more_points(bidders: list[Bidder], raised: int) -> None:
    """Keeney and Raiffa: an additive value is the same order under any positive affine scale."""
    lifted = [replace(one, scores=tuple(score + raised for score in one.scores)) for one in bidders]
    assert places(lifted, POINTS) == places(bidders, POINTS)


@given(bidders=st.lists(pair, min_size=2, max_size=4), method=st.sampled_from([PER_POINT, POINTS]))
def test_at_the_break_even_nobody_is_ahead(bidders: list[Bidder], method: Scoring) -> None:
    found = break_even(bidders, method, 0)
    assume(found.price is not None and not found.at_any_price)
    assert found.price is not None
    first, rest = bidders[0], bidders[1:]
    assert places([replace(first, price=found.price), *rest], method)[0] == 1
    above = [replace(first, price=found.price + D("0.02")), *rest]
    assert rank(above, method)[0].bidder is not above[0] or places(above, method).count(1) > 1
