"""Positions in their order, and whom a clause is for."""

from dataclasses import replace

import pytest

from contracts.domain.clauses.library import Position, Scope
from contracts.domain.clauses.words import Region, Stance
from contracts.domain.payment import Buyer
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role
from tests.factories.clauses import TEXT

BEST, FAIR, WORST = TEXT.positions


def test_a_stance_is_a_deviation_from_none_to_three() -> None:
    assert [stance.level for stance in Stance] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("positions", "field"),
    [
        ((BEST, FAIR), "walk_away_zh"),
        ((FAIR, WORST), "preferred_zh"),
        ((FAIR, BEST, WORST), "preferred_zh"),
        ((BEST, FAIR, FAIR, WORST), "preferred_zh"),
        ((BEST, replace(FAIR, by=None), WORST), "acceptable_by"),
        ((BEST, FAIR, replace(WORST, by=Role.MANAGER)), "walk_away_by"),
    ],
)
def test_positions_that_make_no_sense_are_refused_beside_their_field(
    positions: tuple[Position, ...], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        replace(TEXT, positions=positions)
    assert refused.value.field == field


def test_a_weight_is_from_one_to_five() -> None:
    for weight in (0, 6):
        with pytest.raises(Refusal, match="once to five"):
            replace(TEXT, weight=weight)


def test_a_clause_for_everybody_leaves_nobody_out() -> None:
    assert Scope().holds(Industry.FINANCE, [Region.MAINLAND], Buyer.PUBLIC)


def test_a_narrower_clause_is_for_whom_it_names_alone() -> None:
    scope = Scope(industries=frozenset({Industry.HEALTHCARE}), regions=frozenset({Region.EUROPE, Region.AMERICA}))
    asked = [
        (Industry.HEALTHCARE, [Region.MAINLAND, Region.AMERICA]),
        (Industry.HEALTHCARE, [Region.MAINLAND]),
        (Industry.FINANCE, [Region.EUROPE]),
        (None, ()),
    ]
    assert [scope.holds(industry, regions) for industry, regions in asked] == [True, False, False, True]


def test_english_that_nobody_wrote_is_told_in_chinese() -> None:
    told = (Told("预付", "Prepayment"), Told("预付"))
    assert [(one.to("zh-hans"), one.to("en")) for one in told] == [("预付", "Prepayment"), ("预付", "预付")]


def test_a_clause_for_sizes_is_for_those_and_for_whoever_is_not_known() -> None:
    scope = Scope(sizes=frozenset({Size.FROM_5000}))
    assert [scope.holds(size=size) for size in (Size.FROM_5000, Size.UNDER_50, Size.UNKNOWN, None)] == [
        True, False, True, True,
    ]  # fmt: skip
