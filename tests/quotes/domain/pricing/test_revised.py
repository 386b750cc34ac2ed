"""A new price for the whole takes the place of discounts, and says of which."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quotes.domain.pricing.discounts import HeaderDiscount, Markup, Step
from quotes.domain.pricing.revised import Revision, revised, taken_over
from quotes.domain.pricing.terms import OfferTerms
from tests.quotes.domain.offers import line, offer

D = Decimal
TOTAL, POINTS = Revision(bundle_price=D(500)), Revision(discount=D(10))
STEPS = HeaderDiscount(steps=(Step(name="季度返利", percent=D(5)), Step(name="年付", percent=D(2))))


def said(terms: OfferTerms, revision: Revision) -> list[str]:
    return [str(words) for words in taken_over(terms, revision)]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HeaderDiscount(amount=D(1000)), "Discount on the whole 1,000.00"),
        (STEPS, "Discount on the whole 6.9%"),
        (HeaderDiscount(steps=(Step(name="小单", percent=D(-3)),)), "Surcharge on the whole 3%"),
    ],
)
def test_it_names_the_discount_on_the_whole(header: HeaderDiscount, words: str) -> None:
    terms = replace(offer(line(1, list_price="2000")), header=header)
    assert said(terms, TOTAL) == [f"The new total is the whole price: “{words}” is part of it now."]
    assert said(terms, POINTS) == [f"One discount on every line: “{words}” goes."]


def test_it_counts_the_lines_that_lose_what_is_their_own() -> None:
    own = (
        line(1, discounts=(Step(name="伙伴", percent=D(5)),)),
        line(2, markup=Markup(percent=D(20))),
        line(3, discount="15"),
    )
    words = "One discount on every line: 2 lines lose the further discounts and markups of their own."
    assert (said(offer(*own), POINTS), said(offer(*own), TOTAL)) == ([words], [])


def test_it_is_silent_where_nothing_goes() -> None:
    terms = offer(line(1))
    kept = replace(terms, header=STEPS)
    change = Revision(terms={"term_months": 24})
    assert [said(terms, TOTAL), said(terms, POINTS), said(kept, change)] == [[], [], []]
    assert revised(kept, change).header == STEPS
