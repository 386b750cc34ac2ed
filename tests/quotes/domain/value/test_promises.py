"""What a claim can be tied to, and when the offer says less than is claimed."""

from decimal import Decimal

import pytest

from quotes.domain.claims import Better, Unit
from quotes.domain.pricing.terms import ServiceTerms
from quotes.domain.value.promises import Promise, tied, ties
from tests.factories.value import said

SERVICE = ServiceTerms(sla_availability=Decimal("99.9"), urgent_minutes=60, normal_minutes=240)
ANSWERED = {"unit": Unit.SECONDS, "better": Better.LOWER, "alternative": Decimal(20_000)}


def test_a_claim_is_tied_to_what_is_counted_in_the_same_unit_alone() -> None:
    latency = said(ours=Decimal(300), alternative=Decimal(800), unit=Unit.MILLISECONDS)
    assert ties(latency) == (Promise.NONE,)
    assert ties(said(ours=Decimal(300), **ANSWERED)) == (Promise.NONE, Promise.URGENT, Promise.NORMAL)
    assert [tied(promise, latency, SERVICE).is_contractual for promise in Promise] == [False] * len(Promise)


@pytest.mark.parametrize(("seconds", "is_contractual"), [(300, False), (3599, False), (3600, True), (7200, True)])
def test_a_response_is_promised_where_the_offer_answers_as_fast(seconds: int, is_contractual: bool) -> None:
    found = tied(Promise.URGENT, said(ours=Decimal(seconds), **ANSWERED), SERVICE)
    assert (found.said, found.is_contractual) == (60, is_contractual)
