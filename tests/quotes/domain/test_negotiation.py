from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.negotiation import Gap, Issue, Ledger, MoveKind, MoveStatus, MoveTerms, gap, ledger, untraded


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


def test_the_ledger_runs_through_agreed_moves() -> None:
    book = ledger([give("50000"), get("17900"), give("20000", status=MoveStatus.REFUSED), give("10000")])
    assert [(row.given, row.got, row.net) for row in book.rows] == [
        (50_000, 0, -50_000),
        (50_000, 17_900, -32_100),
        (60_000, 17_900, -42_100),
    ]
    assert (book.given, book.got, book.net) == (60_000, 17_900, -42_100)


def test_a_move_without_a_price_is_counted_apart() -> None:
    book = ledger([give("50000"), give(), get()])
    assert (book.given, book.got, book.unpriced_gives, book.unpriced_gets) == (50_000, 0, 1, 1)


def test_an_empty_ledger_is_at_zero() -> None:
    assert ledger([]) == Ledger(rows=(), unpriced_gives=0, unpriced_gets=0)
    assert (ledger([]).given, ledger([]).got, ledger([]).net) == (0, 0, 0)


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
def test_the_ledger_is_the_sum_of_its_moves(some: list[MoveTerms]) -> None:
    book = ledger(some)
    agreed = [one for one in some if one.status is MoveStatus.AGREED]
    assert [row.move for row in book.rows] == agreed
    assert book.given == sum(one.worth or 0 for one in agreed if one.kind is MoveKind.GIVE)
    assert book.got == sum(one.worth or 0 for one in agreed if one.kind is MoveKind.GET)
    assert book.unpriced_gives + book.unpriced_gets == sum(one.worth is None for one in agreed)


@given(moves)
def test_a_get_more_never_makes_a_gift_more(some: list[MoveTerms]) -> None:
    assert set(untraded([*some, get(round=1, trade=1)])) <= set(untraded(some))
