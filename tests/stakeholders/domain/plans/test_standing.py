"""When a plan is stale, and when the other side has gone quiet."""

from datetime import date, timedelta

import pytest

from stakeholders.domain.plans.standing import gaps_between, staleness, stall

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (21, False), (22, True)])
def test_a_plan_is_stale_after_three_weeks_without_an_update(days: int, stale: bool) -> None:
    assert staleness(days).is_stale is stale


class TestQuiet:
    def test_is_told_against_what_is_usual_at_this_stage(self) -> None:
        found = stall(TODAY - timedelta(days=12), TODAY, [2, 4, 4, 4, 6, 8, 4, 3])
        assert found is not None
        assert (found.days, found.median, found.index) == (12, 4.0, 3.0)

    def test_is_only_counted_where_too_few_of_our_deals_tell(self) -> None:
        found = stall(TODAY - timedelta(days=12), TODAY, [2] * 7)
        assert found is not None
        assert (found.days, found.gaps, found.median, found.index) == (12, 7, None, None)

    def test_does_not_exist_before_the_other_side_has_done_anything(self) -> None:
        assert stall(None, TODAY, [2] * 9) is None

    def test_is_the_days_between_two_days_on_which_something_happened(self) -> None:
        assert gaps_between([TODAY, TODAY - timedelta(days=7), TODAY, TODAY - timedelta(days=2)]) == (5, 2)
