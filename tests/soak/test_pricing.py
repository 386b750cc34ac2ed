"""A hundred thousand offers by chance, reckoned by the engine and by the oracle: never a cent of difference."""

import os
from random import Random

import pytest

from quotes.domain.content import canonical, from_canonical
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.revised import made_now
from tests.quotes.domain.chance import NOT_TOLD, chance_full_offer
from tests.quotes.domain.oracle import oracle, reckoned

OFFERS = int(os.environ.get("SOAK_OFFERS", "100000"))
SLICES = 20


@pytest.mark.parametrize("part", range(SLICES))
def test_the_engine_and_the_oracle_agree_to_the_cent(part: int) -> None:
    for seed in range(part, OFFERS, SLICES):
        terms = chance_full_offer(Random(seed))
        # What the first reckoning does not tell stays as it was promised.
        terms = made_now(terms) if seed in NOT_TOLD else terms
        assert (seed, reckoned(price(terms))) == (seed, oracle(terms))
        assert (seed, reckoned(price(from_canonical(canonical(terms))))) == (seed, oracle(terms))
