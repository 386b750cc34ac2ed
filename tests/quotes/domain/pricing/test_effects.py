"""The change of a total by cause: exact, in no preferred order, and complete in its fields."""

from dataclasses import fields, replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.pricing.charges import Package
from quotes.domain.pricing.discounts import HeaderDiscount, Markup, Step
from quotes.domain.pricing.effects import LINE_CAUSES, TERM_CAUSES, Cause, effects
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.roles import Role
from quotes.domain.pricing.terms import LineTerms, OfferTerms
from tests.quotes.domain.offers import full_offers, line, offer, offers, premium, with_line


def by_cause(before: OfferTerms, after: OfferTerms) -> dict[Cause, Decimal]:
    found = effects(price(before), price(after))
    assert found is not None
    return found.by_cause()


def test_every_field_of_an_offer_says_which_cause_it_belongs_to() -> None:
    assert set(LINE_CAUSES) == {field.name for field in fields(LineTerms)}
    assert set(TERM_CAUSES) == {field.name for field in fields(OfferTerms)}


any_offers = offers() | full_offers()


@given(any_offers)
def test_an_offer_has_no_effect_on_itself(terms: OfferTerms) -> None:
    assert effects(price(terms), price(terms)) == effects(price(terms), price(replace(terms)))
    assert by_cause(terms, terms) == {}


@given(any_offers, any_offers)
def test_effects_add_up_to_the_cent(before: OfferTerms, after: OfferTerms) -> None:
    old, new = price(before), price(after)
    found = effects(old, new)
    assert found is None or found.difference == new.gross - old.gross


@given(any_offers, any_offers, st.randoms(use_true_random=False))
def test_the_order_in_which_lines_are_given_does_not_matter(
    before: OfferTerms, after: OfferTerms, random: Random
) -> None:
    def shuffled(terms: OfferTerms) -> OfferTerms:
        return replace(terms, lines=tuple(random.sample(terms.lines, len(terms.lines))))

    assert effects(price(shuffled(before)), price(shuffled(after))) == effects(price(before), price(after))


@given(offers(), st.decimals(min_value=0, max_value=100, places=2), st.integers(0, 20_000))
def test_the_way_back_undoes_every_cause(before: OfferTerms, discount: Decimal, quantity: int) -> None:
    """To within the cents that no cause could claim whole, one a line and cause at most."""
    changed = with_line(before, before.lines[0].position, discount=discount, quantity=Decimal(quantity))
    there, back = by_cause(before, changed), by_cause(changed, before)
    for cause in Cause:
        leaves = Decimal(2 * len(before.lines)).scaleb(-2)
        assert abs(there.get(cause, Decimal(0)) + back.get(cause, Decimal(0))) <= leaves


def test_one_cause_takes_all_of_it() -> None:
    assert by_cause(premium(), with_line(premium(), 1, discount=Decimal(10))) == {Cause.DISCOUNT: Decimal(-70_000)}
    assert by_cause(premium(), with_line(premium(), 3, quantity=Decimal(10))) == {Cause.QUANTITY: Decimal(-30_000)}
    assert by_cause(premium(), premium(bundle_price=Decimal(900_000))) == {Cause.BUNDLE: Decimal(-100_000)}


def test_two_causes_share_what_they_do_together() -> None:
    """100 a piece, 1 piece → 3 pieces at 10 % off: +200 by quantity and −10 to −30 by discount; between them −20."""
    before, after = offer(line(1)), offer(line(1, quantity="3", discount="10"))
    assert by_cause(before, after) == {Cause.QUANTITY: Decimal(190), Cause.DISCOUNT: Decimal(-20)}


def test_lines_come_and_go() -> None:
    before = offer(line(1, product_code="A"), line(2, product_code="B", list_price="40"))
    after = offer(line(1, product_code="A"), line(2, product_code="C", list_price="25"))
    assert by_cause(before, after) == {Cause.REMOVED: Decimal(-40), Cause.ADDED: Decimal(25)}


def test_everything_is_replaced() -> None:
    before, after = offer(line(1, product_code="A")), offer(line(1, product_code="B", list_price="30"))
    assert by_cause(before, after) == {Cause.REMOVED: Decimal(-100), Cause.ADDED: Decimal(30)}


def test_a_price_said_in_another_tax_basis_is_not_another_price() -> None:
    before = offer(line(1, list_price="106"))
    after = offer(line(1, list_price="100"), tax_included=False)
    assert by_cause(before, after) == {}
    assert by_cause(before, offer(line(1, list_price="200"), tax_included=False)) == {Cause.TAX: Decimal(106)}


def test_an_option_leaves_the_total_and_a_discount_on_the_whole_is_its_own_cause() -> None:
    beside = with_line(premium(), 3, role=Role.OPTIONAL)
    assert by_cause(premium(), beside) == {Cause.ROLE: Decimal(-180_000)}
    two_off = HeaderDiscount(steps=(Step(name="整单优惠", percent=Decimal(2)),))
    assert by_cause(premium(), premium(header=two_off)) == {Cause.HEADER: Decimal(-20_000)}
    assert by_cause(premium(header=two_off), premium(bundle_price=Decimal(900_000))) == {
        Cause.BUNDLE: Decimal(-100_000),
        Cause.HEADER: Decimal(20_000),
    }


def test_a_step_of_the_discount_stack_and_a_markup_are_told_apart() -> None:
    dearer = with_line(premium(), 1, markup=Markup(percent=Decimal(10)))
    assert by_cause(premium(), dearer) == {Cause.MARKUP: Decimal(70_000)}
    step = with_line(premium(), 1, discounts=(Step(name="量大优惠", percent=Decimal(10)),))
    assert by_cause(premium(), step) == {Cause.DISCOUNT: Decimal(-70_000)}


def test_a_line_with_a_price_model_adds_up_too() -> None:
    """The second pack is begun: three in two packs cost 13.33 apiece, where two in one cost 10."""
    packs = Package(size=Decimal(2), price=Decimal(20))
    before = offer(line(1, quantity="2", list_price="10", charge=packs))
    after = offer(line(1, quantity="3", list_price="13.33333333", charge=packs))
    assert by_cause(before, after) == {Cause.QUANTITY: Decimal("11.67"), Cause.PRICE: Decimal("8.33")}


def test_terms_that_move_no_money_have_no_effect() -> None:
    assert by_cause(premium(), premium(term_months=24, free_months=3, note="含培训")) == {}


def test_two_currencies_are_not_told_apart_by_cause() -> None:
    assert effects(price(premium()), price(premium(currency="USD"))) is None
