"""A picture of who decides: shapes for seats, fills for support, and nobody on top of anybody."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.web.charts import EMPTY, Person, Tie, decision_chain, placed
from dealdesk.web.charts.chain import filled

ANNA: dict[str, Any] = {
    "key": 1,
    "place": (300, 500),
    "shape": "hexagon",
    "words": ("安娜", "总监"),
    "label": "安娜，总监",
}


def person(**known: Any) -> Person:
    return Person(**ANNA | known)


def parsed(*people: Person, ties: tuple[Tie, ...] = (), live: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(decision_chain(people, ties, label="两人", live=live))


def classes(drawn: ElementTree.Element) -> list[str]:
    return [part.attrib["class"] for part in drawn.iter() if "class" in part.attrib]


def test_nobody_is_no_picture() -> None:
    assert decision_chain([], [], label="") == EMPTY


def test_a_person_is_a_link_with_a_name_for_those_who_do_not_see_it() -> None:
    drawn = parsed(person(url="/seats/1/edit/", support=-2))
    (link,) = drawn.iter("a")
    assert (drawn.attrib["role"], link.attrib["aria-label"], link.attrib["href"]) == (
        "group",
        "安娜，总监",
        "/seats/1/edit/",
    )
    assert ["".join(words.itertext()) for words in drawn.iter("text")] == ["−2", "安娜", "总监"]


def test_on_paper_it_is_one_image_with_nothing_to_follow() -> None:
    drawn = parsed(person(), live=False)
    assert (drawn.attrib["role"], list(drawn.iter("a"))) == ("img", [])


def test_a_veto_has_a_second_border_and_expired_evidence_is_grey_and_dashed() -> None:
    assert len(list(parsed(person()).iter("polygon"))) == 1
    assert len(list(parsed(person(can_veto=True)).iter("polygon"))) == 2
    assert "s-0 black planned" in classes(parsed(person(support=4, is_stale=True)))


@pytest.mark.parametrize(("support", "fill"), [(None, "s-0"), (5, "s-p2"), (2, "s-p1"), (-1, "s-m1"), (-3, "s-m2")])
def test_support_is_filled_in_five_steps(support: int | None, fill: str) -> None:
    assert filled(support) == fill


@pytest.mark.parametrize(
    "name", ["hexagon", "pentagon", "diamond", "triangle", "gable", "octagon", "star", "circle", "square"]
)
def test_every_seat_has_a_shape(name: str) -> None:
    assert parsed(person(shape=name)) is not None


def test_lines_are_known_by_their_kind_and_two_between_the_same_stand_apart() -> None:
    other = person(key=2, place=(800, 500))
    kinds = ("influence", "conflict", "reporting", "informal")
    drawn = parsed(person(), other, ties=tuple(Tie(start=1, end=2, kind=kind, weight=3) for kind in kinds))
    assert {"ours", "floor", "mean", "informal"} <= set(classes(drawn))
    heights = {part.attrib["y1"] for part in drawn.iter("line")}
    assert len(heights) == 3


def test_a_name_is_text_and_never_markup() -> None:
    assert "<script>" not in decision_chain([person(words=("<script>",), label="<script>")], [], label="<b>")


def test_who_answers_to_somebody_stands_below_them_and_a_chosen_place_is_kept() -> None:
    found = placed([1, 2, 3], above={2: 1, 3: 2}, fixed={3: (7, 9)})
    assert found[1][1] < found[2][1]
    assert found[3] == (7, 9)


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 9)))
def test_any_circle_of_superiors_ends_and_everybody_stands_on_the_picture(above: Mapping[int, int]) -> None:
    found = placed(range(1, 10), above=above, fixed={}, heads=frozenset({1}))
    assert set(found) == set(range(1, 10))
    assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in found.values())
