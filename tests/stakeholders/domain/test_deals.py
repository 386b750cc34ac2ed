from itertools import pairwise

import pytest

from dealdesk.kernel.moves import IllegalMove, check_move
from stakeholders.domain.deals import CLOSED, PATH, REACHES, STAGE_MOVES, Milestone, Stage, way_on


def test_a_deal_walks_the_path_step_by_step() -> None:
    for before, after in pairwise(PATH):
        check_move(STAGE_MOVES, before, after)


def test_no_step_is_skipped_on_the_way_forward() -> None:
    for i, stage in enumerate(PATH):
        assert set(PATH[i + 2 :]) & STAGE_MOVES[stage] == set()


def test_a_deal_can_be_lost_at_any_time_before_it_is_signed() -> None:
    assert {stage for stage in Stage if Stage.LOST in STAGE_MOVES[stage]} == set(Stage) - CLOSED


def test_a_signed_deal_stays_signed_and_a_lost_one_starts_anew() -> None:
    with pytest.raises(IllegalMove):
        check_move(STAGE_MOVES, Stage.SIGNED, Stage.LOST)
    assert STAGE_MOVES[Stage.LOST] == {Stage.DIAGNOSIS}


def test_the_way_on_names_every_stage_ahead_and_never_leads_back() -> None:
    assert way_on(Stage.DIAGNOSIS, Stage.QUOTE) == (Stage.SOLUTION, Stage.VALUE, Stage.QUOTE)
    assert way_on(Stage.VALUE, Stage.QUOTE) == (Stage.QUOTE,)
    assert [way_on(now, Stage.QUOTE) for now in (Stage.QUOTE, Stage.CONTRACT, Stage.SIGNED, Stage.LOST)] == [()] * 4


@pytest.mark.parametrize("milestone", Milestone)
def test_every_milestone_is_reached_by_moves_of_the_table(milestone: Milestone) -> None:
    for now in PATH:
        for before, after in pairwise((now, *way_on(now, REACHES[milestone]))):
            check_move(STAGE_MOVES, before, after)


def test_every_stage_has_its_row_and_all_but_lost_are_on_the_path() -> None:
    assert set(STAGE_MOVES) == set(Stage)
    assert set(Stage) - set(PATH) == {Stage.LOST}
