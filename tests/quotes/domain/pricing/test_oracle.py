"""A second way of reckoning, in whole cents and fractions, agrees; `make soak` asks it a hundred thousand times."""

from random import Random

import pytest
from hypothesis import given

from quotes.domain.pricing.engine import gross_of, price
from quotes.domain.pricing.terms import OfferTerms
from tests.quotes.domain.chance import chance_full_offer
from tests.quotes.domain.offers import full_offers
from tests.quotes.domain.oracle import cents, oracle, reckoned


@given(full_offers())
def test_any_offer_comes_to_what_the_oracle_says(terms: OfferTerms) -> None:
    assert reckoned(price(terms)) == oracle(terms)
    assert cents(gross_of(terms)) == oracle(terms).gross


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_offers_by_chance_come_to_what_the_oracle_says(start: int) -> None:
    for seed in range(start, start + 100):
        terms = chance_full_offer(Random(seed))
        assert (seed, reckoned(price(terms))) == (seed, oracle(terms))
