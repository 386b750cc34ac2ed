"""A second way of reckoning, in whole cents and fractions, agrees; `make soak` asks it a hundred thousand times."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import example, given

from quotes.domain.pricing.charges import MaximumSpend, Reach, Scope
from quotes.domain.pricing.engine import gross_of, price
from quotes.domain.pricing.revised import made_now
from quotes.domain.pricing.terms import OfferTerms, Reckoning, RoundingMode, RoundingPolicy, RoundingScope
from tests.quotes.domain.chance import NOT_TOLD, chance_full_offer
from tests.quotes.domain.offers import full_offers, line, offer
from tests.quotes.domain.oracle import cents, oracle, reckoned

# Before tax 100.00, and less than nothing once the higher rate of the line that takes off is reckoned.
BELOW_NOTHING = offer(
    line(1, quantity="1", list_price="3433.60", vat_rate="0"),
    line(2, vat_rate="3", charge=MaximumSpend(maximum=Decimal(100), scope=Scope(reach=Reach.ALL))),
    tax_included=False,
    rounding=RoundingPolicy(scope=RoundingScope.GRAND, mode=RoundingMode.UP),
    bundle_price=Decimal("0.00"),
)


@given(full_offers())
@example(BELOW_NOTHING)
def test_any_offer_comes_to_what_the_oracle_says(terms: OfferTerms) -> None:
    assert reckoned(price(terms)) == oracle(terms)
    assert cents(gross_of(terms)) == oracle(terms).gross


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_offers_by_chance_come_to_what_the_oracle_says(start: int) -> None:
    for seed in range(start, start + 100):
        terms = chance_full_offer(Random(seed))
        assert (seed, reckoned(price(terms))) == (seed, oracle(terms))


@pytest.mark.parametrize("seed", NOT_TOLD)
def test_what_a_division_leaves_behind_the_last_digit_is_nothing_now(seed: int) -> None:
    terms = made_now(chance_full_offer(Random(seed)))
    assert reckoned(price(terms)) == oracle(terms)
    assert reckoned(price(replace(terms, reckoning=Reckoning.SECOND))) != oracle(terms)
