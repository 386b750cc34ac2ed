import pytest

from stakeholders.domain.deals import STAGE_MOVES, Stage
from stakeholders.models import Deal
from stakeholders.queries.deals import stage_moves


@pytest.mark.parametrize("stage", Stage)
def test_every_other_stage_is_offered_or_says_why_not(deal: Deal, stage: Stage) -> None:
    deal.stage = stage
    moves = stage_moves(deal)
    assert {move.stage for move in moves} == set(Stage) - {stage}
    assert {move.stage for move in moves if not move.refusal} == STAGE_MOVES[stage]


def test_a_signed_deal_says_that_it_is_final(deal: Deal) -> None:
    deal.stage = Stage.SIGNED
    assert len({move.refusal for move in stage_moves(deal)}) == 1
