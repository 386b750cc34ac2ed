from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.negotiation import Gap, Issue, MoveKind, MoveStatus, MoveTerms, gap, untraded


def move(kind: MoveKind, worth: str | None = None, **values: Any) -> MoveTerms:
    return MoveTerms(kind=kind, issue=Issue.PRICE, worth=None if worth is None else Decimal(worth), **values)


def give(worth: str | None = None, **values: Any) -> MoveTerms:
    return move(MoveKind.GIVE, worth, **values)


def get(worth: str | None = None, **values: Any) -> MoveTerms:
    return move(MoveKind.GET, worth, **values)


moves = st.lists(
    st.builds(
        MoveTerms,
        kind=st.sampled_from(list(MoveKind)),
        issue=st.sampled_from(list(Issue)),
        worth=st.none() | st.decimals(min_value=0, max_value=10**9, places=2),
        round=st.integers(1, 3),
        trade=st.none() | st.integers(1, 3),
        status=st.sampled_from(list(MoveStatus)),
    ),
    max_size=12,
)


def test_their_ask_is_so_far_below_our_offer() -> None:
    assert gap(Decimal(840_000), Decimal(688_800)) == Gap(amount=Decimal(151_200), percent=Decimal(18))
    assert gap(Decimal(100), Decimal(110)) == Gap(amount=Decimal(-10), percent=Decimal(-10))


def test_a_give_is_traded_by_a_get_of_the_same_trade_and_round() -> None:
    traded = give(round=1, trade=1)
    gifts = [give(round=1), give(round=1, trade=2), give(round=2, trade=1), give(round=3, trade=9)]
    gets = [get(round=1, trade=1), get(round=1), get(round=3, trade=9, status=MoveStatus.REFUSED)]
    assert untraded([traded, *gifts, *gets]) == tuple(gifts)


def test_what_was_only_talked_about_is_no_gift() -> None:
    assert untraded([give(status=status) for status in MoveStatus if status is not MoveStatus.AGREED]) == ()


@given(moves)
def test_a_get_more_never_makes_a_gift_more(some: list[MoveTerms]) -> None:
    assert set(untraded([*some, get(round=1, trade=1)])) <= set(untraded(some))
