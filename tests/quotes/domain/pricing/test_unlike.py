"""In how many places an offer differs from its base."""

from typing import Any

from quotes.domain.pricing.unlike import places_unlike

type Line = tuple[str, tuple[Any, ...]]

TERMS = {"term_months": 12, "note": ""}


def line(code: str = "", description: str = "", **values: Any) -> Line:
    said = {"quantity": 1, "discount": 0, "discounts": []} | values
    return code or description, (description, *said.values())


BASE = [line("A"), line("B"), line(description="驻场")]


def unlike(*lines: Line, **terms: Any) -> int:
    return places_unlike(TERMS, TERMS | terms, BASE, lines or BASE)


def test_the_same_offer_differs_nowhere() -> None:
    assert unlike() == 0


def test_another_order_is_no_difference() -> None:
    assert unlike(*reversed(BASE)) == 0


def test_a_line_is_one_place_whatever_changed_about_it() -> None:
    assert unlike(line("A", quantity=2, discount=5), *BASE[1:]) == 1


def test_lines_that_came_and_went_are_a_place_each() -> None:
    assert unlike(BASE[0], line(description="远程")) == 3


def test_a_second_line_of_one_product_is_a_place() -> None:
    assert unlike(*BASE, line("A")) == 1


def test_every_term_is_a_place() -> None:
    assert unlike(term_months=24, note="两年") == 2


def test_lists_are_compared_by_what_they_hold() -> None:
    steps = [{"name": "年付", "percent": "3"}]
    assert places_unlike(TERMS, TERMS, [line("A", discounts=steps)], [line("A", discounts=list(steps))]) == 0
    assert places_unlike(TERMS, TERMS, [line("A", discounts=steps)], [line("A", discounts=[])]) == 1
