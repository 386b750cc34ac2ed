"""What is suggested follows from the price book: a discount on every line, by tenths of a point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.coach.priced import Step, nearest, not_below
from quotes.domain.pricing.charges import MinimumSpend
from quotes.domain.pricing.engine import gross_of
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import OfferTerms
from tests.quotes.domain.offers import line, offer, offers, premium

D = Decimal
TENTH = D("0.1")


def at(terms: OfferTerms, discount: Decimal) -> Decimal:
    return gross_of(revised(terms, Revision(discount=discount)))


def test_a_wish_between_two_tenths_is_met_by_the_nearer_and_kept_to_by_the_dearer() -> None:
    """1,000 listed: 968.30 lies between 3.1 and 3.2 points off."""
    terms = offer(line(list_price="1000"))
    assert not_below(D("968.30"), terms) == Step(discount=D("3.1"), total=D("969.00"))
    assert nearest(D("968.30"), terms, lowest=D(1)) == Step(discount=D("3.2"), total=D("968.00"))
    assert nearest(D("968.30"), terms, lowest=D("968.10")) == Step(discount=D("3.1"), total=D("969.00"))


@pytest.mark.parametrize("wanted", ["1000", "1000.01", "999.50"])
def test_what_no_discount_leads_to_is_not_suggested(wanted: str) -> None:
    assert not_below(D(wanted), offer(line(list_price="1000"))) is None


def test_a_wish_below_what_we_would_sign_has_no_nearest() -> None:
    assert nearest(D(900), offer(line(list_price="1000")), lowest=D(1001)) is None


def test_it_names_the_lines_that_no_discount_touches() -> None:
    """A minimum spend has no discount: the price of the other line falls until it is reached."""
    least = line(2, description="最低消费", list_price="0", charge=MinimumSpend(minimum=D(800)))
    terms = offer(line(1, list_price="1000"), least)
    assert not_below(D(900), terms) == Step(discount=D("10.0"), total=D("900.00"), without=("最低消费",))
    assert not_below(D(800), terms) is None


@given(terms=offers(), share=st.decimals("0.2", "1.1", places=4))
def test_every_suggestion_is_what_the_price_book_makes_of_its_discount_and_no_tenth_is_nearer(
    terms: OfferTerms, share: Decimal
) -> None:
    wanted = at(terms, D(0)) * share
    kept, near = not_below(wanted, terms), nearest(wanted, terms, lowest=D(0))
    for step in (kept, near):
        assert step is None or (0 < step.discount < 100 and step.total == at(terms, step.discount))
    if kept is not None:
        assert kept.total >= wanted > at(terms, kept.discount + TENTH)
    if near is not None:
        beside = [at(terms, each) for each in (near.discount - TENTH, near.discount + TENTH) if 0 < each < 100]
        assert all(abs(near.total - wanted) <= abs(other - wanted) for other in beside)


def test_the_demo_offer_answers_a_wish_exactly_as_its_lines_do() -> None:
    listed = at(premium(), D(0))
    found = not_below(listed * D("0.95"), premium())
    assert found is not None
    assert (found.discount, found.total) == (D("5.0"), at(premium(), D(5)))
