from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.seats.influence import Method, Trust, closed, consensus, converges, influence, shares, trust
from stakeholders.domain.seats.map import DecisionMap, Line
from stakeholders.domain.seats.words import Influence, LineKind
from tests.stakeholders.domain.seats.people import influences, maps, of, seat

GOLUB_JACKSON = [[F(1, 3), F(1, 3), F(1, 3)], [F(1, 2), F(1, 2), F(0)], [F(0), F(1, 4), F(3, 4)]]


def test_the_published_matrix_has_the_published_influence() -> None:
    assert influence(GOLUB_JACKSON) == (F(3, 11), F(4, 11), F(4, 11))
    assert consensus(GOLUB_JACKSON, [F(1), F(0), F(0)]) == F(3, 11)


def test_whoever_stands_alone_has_all_the_say() -> None:
    assert influence([[F(1)]]) == (F(1),)


@pytest.mark.parametrize(
    ("matrix", "blocs"),
    [
        ([[F(1), F(0)], [F(0), F(1)]], ((0,), (1,))),
        ([[F(1, 2), F(1, 2), F(0)], [F(1, 2), F(1, 2), F(0)], [F(0), F(0), F(1)]], ((0, 1), (2,))),
        ([[F(1), F(0)], [F(1, 2), F(1, 2)]], ((0,),)),
        ([[F(0), F(1)], [F(1), F(0)]], ((0, 1),)),
    ],
    ids=["strangers", "a pair and a hermit", "one only talks", "for ever each the other's opinion"],
)
def test_where_opinions_do_not_meet_the_blocs_are_named(
    matrix: list[list[F]], blocs: tuple[tuple[int, ...], ...]
) -> None:
    assert not converges(matrix)
    assert closed(matrix) == blocs
    with pytest.raises(Refusal, match="not everybody hears everybody"):
        influence(matrix)


@pytest.mark.parametrize(
    "matrix",
    [[], [[F(1), F(0)]], [[F(1, 2)]], [[F(3, 2), F(-1, 2)], [F(0), F(1)]]],
    ids=["nothing", "flat", "short", "negative"],
)
def test_what_is_no_matrix_of_trust_is_refused(matrix: Trust) -> None:
    with pytest.raises(Refusal, match="matrix of trust"):
        converges(matrix)


def test_a_row_is_whom_one_listens_to_and_oneself() -> None:
    boss, peer = seat("boss", key=1, influence=Influence.HIGH), seat("peer", key=2, influence=Influence.LOW)
    quarrel = Line(start=1, end=2, kind=LineKind.CONFLICT)
    reports = Line(start=2, end=1, kind=LineKind.REPORTING)
    drawn = of(boss, peer, lines=(influences(boss, peer, 3), influences(peer, boss, 1), quarrel, reports))
    assert trust(drawn) == [[F(3, 4), F(1, 4)], [F(3, 4), F(1, 4)]]
    by = shares(drawn)
    assert (by.method, dict(by.by_key), by.blocs) == (Method.DEGROOT, {1: F(3, 4), 2: F(1, 4)}, ())


def test_where_not_everybody_is_heard_influence_on_the_deal_stands_in_and_says_so() -> None:
    talks, listens = seat("talks", key=1, influence=Influence.HIGH), seat("listens", key=2, influence=Influence.LOW)
    by = shares(of(talks, listens, lines=(influences(talks, listens),)))
    assert (by.method, dict(by.by_key), by.blocs) == (Method.INFLUENCE, {1: F(3, 4), 2: F(1, 4)}, ((1,),))


def test_nobody_has_no_say() -> None:
    assert dict(shares(DecisionMap(seats=())).by_key) == {}


@given(maps())
def test_the_shares_of_everybody_add_up_to_one(drawn: DecisionMap) -> None:
    assert sum(shares(drawn).by_key.values()) == 1


@given(maps())
def test_a_consensus_stays_where_it_is_when_everybody_has_listened_once_more(drawn: DecisionMap) -> None:
    matrix = trust(drawn)
    if converges(matrix):
        s = influence(matrix)
        assert tuple(sum(s[i] * row[j] for i, row in enumerate(matrix)) for j in range(len(s))) == s


@settings(max_examples=20)
@given(st.integers(2, 12))
def test_a_ring_gives_everybody_the_same_say(size: int) -> None:
    ring = [[F(1, 2) if j in {i, (i + 1) % size} else F(0) for j in range(size)] for i in range(size)]
    assert influence(ring) == (F(1, size),) * size
