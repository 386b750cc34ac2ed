"""A total on its way to the bounds above it."""

from decimal import Decimal as D

from dealdesk.web.charts import EMPTY, Bound, Meter, meters

ROW = Meter(
    label="不含敏感信息",
    words="102,000 人",
    done=D(93_000),
    planned=D(9_000),
    bounds=(Bound(value=D(100_000), words="100,000 起订合同"), Bound(value=D(1_000_000), words="1,000,000 起评估")),
)


def test_what_is_there_and_what_is_planned_stand_end_to_end() -> None:
    drawn = meters([ROW], width=1120)
    assert 'width="93" height="14" class="c1"' in drawn
    assert '<rect x="93" y="20" width="9" height="14" class="c5"' in drawn
    assert "100,000 起订合同" in drawn


def test_the_picture_is_told_in_a_sentence() -> None:
    told = "不含敏感信息 102,000 人: 100,000 起订合同 100,000, 1,000,000 起评估 1,000,000"
    assert f'aria-label="{told}"' in meters([ROW], width=560)


def test_nothing_is_drawn_of_nothing() -> None:
    assert meters([], width=560) == EMPTY
