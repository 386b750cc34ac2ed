from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given

from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.figures import (
    Rag,
    coverage_index,
    losses,
    map_status,
    path_to,
    pivots,
    rag,
    seat_gap,
    veto_exposure,
    weighted_support,
)
from stakeholders.domain.seats.influence import shares
from stakeholders.domain.seats.map import DecisionMap
from stakeholders.domain.seats.strength import is_thread, strength, threads
from stakeholders.domain.seats.words import EvidenceKind, Influence, Standing
from tests.stakeholders.domain.seats.people import (
    BUYER,
    CHAMPION,
    TODAY,
    C,
    K,
    days_ago,
    heard,
    influences,
    maps,
    of,
    seat,
)

LIN = seat(
    "林清越",
    K.BUSINESS,
    key=1,
    support=4,
    influence=Influence.HIGH,
    coverage=C.IN_DEPTH,
    roles=CHAMPION,
    standing=Standing.HEARD,
)
ZHENG = seat("郑柏舟", K.TECHNICAL, key=2, support=2, influence=Influence.MEDIUM, coverage=C.REPEATED, can_veto=True)
XU = seat("许望", K.TECHNICAL, key=3, support=-2, influence=Influence.MEDIUM, coverage=C.BRIEF, can_veto=True)
ZHOU = seat("周昀", K.PROCUREMENT, key=4, support=-1, influence=Influence.MEDIUM, coverage=C.REPEATED)
HE = seat("何敏之", K.FINANCE, key=5, influence=Influence.MEDIUM, coverage=C.NO_CONTACT, can_veto=True)
SHEN = seat(
    "沈知远",
    K.EXECUTIVE,
    key=6,
    influence=Influence.HIGH,
    coverage=C.BRIEF,
    can_veto=True,
    can_approve=True,
    roles=BUYER,
)
GU = seat("顾行简", K.LEGAL, key=7, support=1, influence=Influence.LOW, coverage=C.BRIEF)
LINES = (
    influences(LIN, SHEN, 3), influences(HE, SHEN, 3), influences(ZHENG, LIN, 2), influences(XU, ZHENG, 3),
    influences(ZHOU, HE, 2), influences(GU, HE, 1),
)  # fmt: skip
DRAWN = of(LIN, ZHENG, XU, ZHOU, HE, SHEN, GU, lines=LINES)


def test_exposure_is_the_influence_of_those_who_can_stop_us_and_are_not_for_us() -> None:
    exposure = veto_exposure(DRAWN)
    assert (exposure.share, exposure.exposed) == (F(7, 9), (XU, HE, SHEN))
    assert veto_exposure(of(LIN)).share is None


def test_coverage_is_weighed_by_influence() -> None:
    assert coverage_index(DRAWN) == F(38, 60)
    assert coverage_index(DecisionMap(seats=())) is None


def test_support_is_weighed_by_the_share_of_the_say() -> None:
    assert weighted_support(DRAWN) == F(11, 75)


def test_whom_it_pays_most_to_work_on_comes_first_and_nobody_goes_beyond_five() -> None:
    best = pivots(DRAWN)
    assert [(pivot.seat.name, pivot.gain) for pivot in best[:2]] == [("沈知远", F(2, 25)), ("何敏之", F(4, 75))]
    (pivot,) = pivots(of(LIN))
    assert pivot.gain == F(1, 5)
    assert pivots(of(replace(LIN, support=5))) == ()


def test_a_champion_without_whom_support_turns_is_a_single_point() -> None:
    (loss,) = losses(DRAWN)
    assert (loss.champion, loss.before, loss.after, loss.is_fatal) == (LIN, F(11, 75), F(-1, 60), True)
    (held,) = losses(of(LIN, ZHENG))
    assert not held.is_fatal


@pytest.mark.parametrize(
    ("seats", "status", "light"),
    [
        ((), 0, Rag.RED),
        ((ZHOU,), 1, Rag.RED),
        ((replace(SHEN, standing=Standing.INNER_CIRCLE),), 2, Rag.RED),
        ((LIN,), 3, Rag.AMBER),
        ((LIN, replace(SHEN, standing=Standing.INNER_CIRCLE, support=2)), 3, Rag.GREEN),
    ],
)
def test_the_status_and_light_of_a_map_are_altifys(seats: tuple[object, ...], status: int, light: Rag) -> None:
    drawn = DecisionMap(seats=seats)  # type: ignore[arg-type]
    assert (map_status(drawn), rag(drawn.seats)) == (status, light)


def test_before_the_first_quote_four_seats_are_to_be_touched_and_legal_before_a_contract() -> None:
    assert seat_gap(DRAWN, Stage.NEGOTIATION) == {K.FINANCE}
    assert seat_gap(of(LIN), Stage.VALUE) == {K.TECHNICAL, K.PROCUREMENT, K.FINANCE}
    assert seat_gap(of(LIN), Stage.DIAGNOSIS) == {K.TECHNICAL}
    assert seat_gap(of(LIN), Stage.CONTRACT) >= {K.LEGAL}
    assert seat_gap(of(LIN), Stage.LOST) == frozenset()


def test_the_way_to_the_decider_starts_with_somebody_for_us_and_takes_the_fewest_people() -> None:
    assert path_to(DRAWN, [SHEN]) == (LIN, SHEN)
    assert path_to(replace(DRAWN, lines=LINES[2:]), [SHEN]) == ()
    assert path_to(DRAWN, [LIN]) == (LIN,)
    hidden = replace(LIN, coverage=C.BRIEF)
    assert path_to(of(hidden, ZHENG, SHEN, lines=(LINES[0], LINES[2])), [SHEN]) == (ZHENG, hidden, SHEN)


def test_a_contact_is_a_thread_from_more_than_thirty_points_on() -> None:
    known = replace(LIN, last_contact_on=days_ago(9), evidence=(heard(9, EvidenceKind.QUOTE), heard(20), heard(40)))
    # 30 · 0.9 + 25 · 0.5 + 15 + 15 + 15
    assert strength(known, TODAY) == F(169, 2)
    assert threads(of(known, HE, GU), TODAY) == (known,)
    assert (is_thread(F(30)), is_thread(F(301, 10))) == (False, True)
    assert strength(HE, TODAY) == 0


@given(maps())
def test_whoever_comes_to_support_us_more_never_lowers_weighted_support(drawn: DecisionMap) -> None:
    before = weighted_support(drawn)
    for one in drawn.seats:
        more = replace(one, support=5)
        changed = replace(drawn, seats=tuple(more if other.key == one.key else other for other in drawn.seats))
        if one.support is None or one.support > 0:
            assert weighted_support(changed) >= before
        assert shares(changed).by_key == shares(drawn).by_key
    assert -1 <= before <= 1


@given(maps())
def test_every_share_lies_between_nothing_and_all(drawn: DecisionMap) -> None:
    exposure = veto_exposure(drawn).share
    assert exposure is None or 0 <= exposure <= 1
    assert 0 <= (coverage_index(drawn) or 0) <= 1
    assert all(pivot.gain > 0 for pivot in pivots(drawn))
