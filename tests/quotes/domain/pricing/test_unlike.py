"""In how many places an offer differs from its base."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from quotes.domain.pricing.terms import OfferTerms
from quotes.domain.pricing.unlike import places_unlike
from tests.quotes.domain.offers import line, offer

BASE = offer(line(1, product_code="A"), line(2, product_code="B"), line(3, description="驻场"))


def with_lines(*changes: dict[str, Any] | None) -> OfferTerms:
    """The base with each line changed, or left out."""
    kept = [replace(one, **change) for one, change in zip(BASE.lines, changes, strict=True) if change is not None]
    return replace(BASE, lines=tuple(kept))


def test_the_same_offer_differs_nowhere() -> None:
    assert places_unlike(BASE, BASE) == 0


def test_another_order_is_no_difference() -> None:
    assert places_unlike(BASE, with_lines({"position": 3}, {"position": 1}, {"position": 2})) == 0


def test_a_line_is_one_place_whatever_changed_about_it() -> None:
    assert places_unlike(BASE, with_lines({"quantity": Decimal(2), "discount": Decimal(5)}, {}, {})) == 1


def test_lines_that_came_and_went_are_a_place_each() -> None:
    assert places_unlike(BASE, with_lines({}, None, {"description": "远程"})) == 3


def test_a_second_line_of_one_product_is_a_place() -> None:
    twice = replace(BASE, lines=(*BASE.lines, replace(BASE.lines[0], position=4)))
    assert places_unlike(BASE, twice) == 1


def test_every_term_is_a_place() -> None:
    assert places_unlike(BASE, replace(BASE, term_months=24, note="两年")) == 2
