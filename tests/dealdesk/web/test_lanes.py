from decimal import Decimal
from xml.etree import ElementTree

import pytest

from dealdesk.web.charts.lanes import DOT, Dot, lanes

NAMES = ["已签约", "丢单"]


def drawn(*dots: Dot) -> list[tuple[float, float]]:
    picture = lanes(NAMES, dots, write=str, label="每个商机")
    circles = ElementTree.fromstring(picture).iter("circle")
    return [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in circles]


def test_no_case_is_no_picture() -> None:
    assert lanes(NAMES, [], write=str, label="每个商机") == ""


def test_each_case_is_a_dot_further_right_the_larger_it_is_and_in_its_lane() -> None:
    small, large, other = drawn(*(Dot(lane=lane, value=Decimal(value)) for lane, value in ((0, 5), (0, 20), (1, 5))))
    assert small[0] < large[0]
    assert (small[0], small[1] < other[1]) == (other[0], True)


@pytest.mark.parametrize("cases", [2, 7, 40])
def test_equal_cases_stand_one_above_the_other_and_whole_within_their_lane(cases: int) -> None:
    heights = [y for _, y in drawn(*[Dot(lane=0, value=Decimal(3))] * cases)]
    assert len(set(heights)) == cases
    assert min(heights) > DOT
