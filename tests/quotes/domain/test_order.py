"""The order of lines: steps, places, and what really moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.order import Shift, moved, put_at, put_back, shift, stepped

ORDER = [(1, "A"), (2, "A"), (3, "B"), (4, "C")]


class TestStepping:
    def test_within_a_group_two_lines_change_places(self) -> None:
        assert stepped(ORDER, 1, +1) == [(2, "A"), (1, "A"), (3, "B"), (4, "C")]

    def test_over_the_border_a_line_joins_the_group_it_comes_to(self) -> None:
        assert stepped(ORDER, 2, +1) == [(1, "A"), (2, "B"), (3, "B"), (4, "C")]
        assert stepped(ORDER, 3, -1) == [(1, "A"), (2, "A"), (3, "A"), (4, "C")]

    @pytest.mark.parametrize(("key", "by"), [(1, -1), (4, +1)])
    def test_off_the_end_is_refused(self, key: int, by: int) -> None:
        with pytest.raises(Refusal, match="stands at the end already"):
            stepped(ORDER, key, by)

    def test_a_line_that_is_gone_is_refused(self) -> None:
        with pytest.raises(Refusal, match="not there any more"):
            stepped(ORDER, 9, 1)


class TestPlacing:
    def test_a_place_is_taken_with_the_group_of_whoever_stood_there(self) -> None:
        assert put_at(ORDER, 4, 1) == [(4, "A"), (1, "A"), (2, "A"), (3, "B")]
        assert put_at(ORDER, 1, 3) == [(2, "A"), (3, "B"), (1, "B"), (4, "C")]

    @pytest.mark.parametrize("place", [0, 5, -1])
    def test_a_place_that_is_none_is_refused(self, place: int) -> None:
        with pytest.raises(Refusal, match="this offer has 4 lines"):
            put_at(ORDER, 1, place)


class TestMoved:
    def test_one_line_past_many_is_one_line_moved(self) -> None:
        assert moved([1, 2, 3, 4, 5], [5, 1, 2, 3, 4]) == {5}

    def test_what_came_or_went_moved_nobody(self) -> None:
        assert moved([1, 2, 3], [3, 9]) == set()

    @given(st.permutations(range(8)), st.permutations(range(8)))
    def test_without_the_moved_both_orders_read_alike(self, before: list[int], after: list[int]) -> None:
        walked = moved(before, after)
        assert [key for key in before if key not in walked] == [key for key in after if key not in walked]

    @given(st.permutations(range(8)), st.permutations(range(8)))
    def test_the_moved_put_back_at_their_places_restore_the_order(self, before: list[int], after: list[int]) -> None:
        walked = moved(before, after)
        places = {before.index(key) + 1: key for key in walked}
        assert put_back([key for key in after if key not in walked], places) == before


class TestShift:
    LONG = [(1, "A"), (2, "A"), (3, "A"), (4, "A"), (9, "B")]

    def test_a_step_is_a_stretch_of_two_behind_the_line_above(self) -> None:
        assert shift(self.LONG, stepped(self.LONG, 2, +1)) == Shift(place=0, behind=1, keys=(3, 2))

    def test_at_the_head_of_a_group_nothing_is_above(self) -> None:
        assert shift(self.LONG, put_at(self.LONG, 3, 1)) == Shift(place=0, behind=None, keys=(3, 1, 2))

    def test_over_a_border_it_is_no_stretch(self) -> None:
        assert shift(self.LONG, stepped(self.LONG, 4, +1)) is None
        assert shift(self.LONG, self.LONG) is None
        assert shift(self.LONG, [(9, "B"), *self.LONG[:4]]) is None

    @given(st.permutations(range(1, 7)), st.permutations(range(1, 7)))
    def test_its_keys_behind_their_line_are_the_new_order(self, before: list[int], after: list[int]) -> None:
        found = shift([(key, "A") for key in before], [(key, "A") for key in after])
        if found:
            kept = [key for key in before if key not in found.keys]
            at = kept.index(found.behind) + 1 if found.behind else 0
            assert [*kept[:at], *found.keys, *kept[at:]] == after
        assert (found is None) == (before == after)
