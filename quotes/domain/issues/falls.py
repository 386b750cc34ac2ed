"""A lower total that no move of its round tells: it was given all the same."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, round_to
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveStatus, MoveTerms, Span
from quotes.domain.pricing.lengths import Total


def with_fall(
    moves: Sequence[MoveTerms], before: Total, after: Total, *, free: tuple[int, int] = (0, 0), number: int = 0
) -> tuple[MoveTerms, ...]:
    """The moves of a round, with a give of price where the total fell and no agreed one says so; totals with tax in one
    currency, `free` the free months of both.

    The fall is for the months of the offer after it, to the cent, half up: by the month of service, or by the paid one
    where free months are told, which speak for themselves. All that was got without a give buys it, else the get of the
    lowest trade; without a get it is untraded. The order of the moves does not matter.
    """
    gives, gets = (
        [move for move in moves if move.kind is kind and move.status is MoveStatus.AGREED] for kind in MoveKind
    )
    told = {move.issue for move in gives}
    fell = _fell(before, after, free if Issue.FREE_MONTHS in told else (0, 0))
    if Issue.PRICE in told or fell <= 0:
        return tuple(moves)
    taken = {move.trade for move in gives if move.trade is not None}
    alone = [move for move in gets if move.trade not in taken]
    trade = min((move.trade for move in gets if move.trade is not None), default=None)
    if alone:
        trade = max((move.trade or 0 for move in moves), default=0) + 1
    return (
        *(replace(move, trade=trade) if any(move is one for one in alone) else move for move in moves),
        _give(fell, trade, number),
    )


def _fell(before: Total, after: Total, free: tuple[int, int]) -> Decimal:
    was, now = Total(before.amount, before.months - free[0]), Total(after.amount, after.months - free[1])
    return round_to(EXACT.subtract(was.over(now.months), now.amount), 2)


def _give(fell: Decimal, trade: int | None, number: int) -> MoveTerms:
    return MoveTerms(
        kind=MoveKind.GIVE,
        issue=Issue.PRICE,
        worth=fell,
        theirs=Span.exactly(fell),
        basis=Basis.TOTAL,
        trade=trade,
        round=number,
    )
