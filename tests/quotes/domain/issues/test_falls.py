"""A lower total is given, whether a move says so or not, and never twice."""

from decimal import Decimal
from itertools import permutations

from dealdesk.kernel.money import EXACT
from quotes.domain.coach.advice import Bounds, Hint, advise
from quotes.domain.coach.talk import Draft, Next, Talk
from quotes.domain.issues.falls import with_fall
from quotes.domain.issues.ledger import Account, ledger
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms, untraded
from quotes.domain.pricing.lengths import Total
from tests.factories.haggling import get, give

D = Decimal
YEAR, LOWER = Total(D(840), 12), Total(D(800), 12)


def fall(*moves: MoveTerms, after: Total = LOWER, free: tuple[int, int] = (0, 0)) -> list[Decimal | None]:
    gives = [move for move in with_fall(moves, YEAR, after, free=free) if move.kind is MoveKind.GIVE]
    return [move.worth for move in gives if move.issue is Issue.PRICE]


def test_a_fall_that_nobody_tells_is_a_give_of_price_in_every_total() -> None:
    found = ledger(with_fall((), YEAR, LOWER, number=2))
    gave = Account(given=D(40))
    assert (found.total, dict(found.by_issue), dict(found.by_round)) == (gave, {Issue.PRICE: gave}, {2: gave})
    assert len(untraded(with_fall((), YEAR, LOWER))) == 1


def test_a_fall_that_a_move_tells_is_counted_once() -> None:
    assert fall(give(worth=D(40), trade=1), get(trade=1)) == [40]
    assert fall(give(worth=None)) == [None]
    assert fall(give(worth=D(40), status=MoveStatus.REFUSED)) == [40, 40]


def test_lengths_are_compared_by_the_month_and_free_months_speak_for_themselves() -> None:
    assert (fall(after=Total(D(1680), 24)), fall(after=Total(D(1600), 24))) == ([], [80])
    free = give("送 1 个月", issue=Issue.FREE_MONTHS, worth=D(70))
    assert fall(free, after=Total(D(840), 13), free=(0, 1)) == []
    assert fall(free, after=Total(D(800), 13), free=(0, 1)) == [40]
    assert fall(after=Total(D(840), 13), free=(0, 1)) == [70]


def test_what_was_got_without_a_give_buys_the_fall_in_whatever_order_it_is_told() -> None:
    told = [
        give(issue=Issue.SLA, trade=1),
        get("年付", trade=1),
        get("24 个月", issue=Issue.TERM),
        get("案例", trade=2),
    ]
    for moves in permutations(told):
        found = with_fall(moves, YEAR, LOWER)
        assert untraded(found) == ()
        assert {move.what: move.trade for move in found} == {"让价 5 万": 1, "年付": 1, "24 个月": 3, "案例": 3, "": 3}


def test_the_only_get_of_a_round_buys_the_fall_too() -> None:
    found = with_fall([give(issue=Issue.SLA, trade=1), get(trade=1)], YEAR, LOWER)
    assert ([move.trade for move in found], untraded(found)) == ([1, 1, 1], ())


def test_the_coach_sees_it_in_how_narrow_the_giving_is() -> None:
    sla, rules = give(issue=Issue.SLA, worth=D(2)), {Hint.PRICE_ONLY: Bounds(high=D("0.7"))}

    def share(*moves: MoveTerms, offer: Total | None = LOWER) -> object:
        found = advise(Next(Talk(offers=(YEAR,)), Draft(offer=offer, moves=moves)), rules)
        return found[0].facts["share"] if found else None

    narrow = EXACT.divide(D(1604), D(1764))
    assert (share(sla), share(sla, give(worth=D(40))), share(sla, offer=None)) == (narrow, narrow, None)
