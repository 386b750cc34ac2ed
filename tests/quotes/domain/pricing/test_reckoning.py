"""An amount off the whole comes off what is not rounded yet, a bound keeps what it says, and what is frozen stays."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.content import canonical, content_hash, from_canonical
from quotes.domain.pricing.charges import Flat, MaximumSpend, MinimumSpend
from quotes.domain.pricing.discounts import Markup, MarkupKind
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.revised import Revision, made_now, revised
from quotes.domain.pricing.terms import (
    HeaderDiscount,
    OfferTerms,
    Reckoning,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    Step,
)
from tests.quotes.domain.chance import NOT_TOLD, chance_full_offer
from tests.quotes.domain.offers import full_offers, line, offer, offers, with_line
from tests.quotes.domain.oracle import reckoned

D = Decimal
TEN = Revision(discount=D(10))
CAPPED = offer(line(1), line(2, charge=MaximumSpend(maximum=D(10))))
FILLED = offer(line(1), line(2, charge=MinimumSpend(minimum=D(500))))


def on(scope: RoundingScope, *prices: str, rate: str, off: str, quantity: str = "1") -> OfferTerms:
    lines = [line(i, quantity=quantity, list_price=one, vat_rate=rate) for i, one in enumerate(prices, 1)]
    header = HeaderDiscount(amount=D(off))
    return offer(*lines, tax_included=False, rounding=RoundingPolicy(scope=scope), header=header)


class TestABound:
    def test_holds_after_a_discount_on_every_line(self) -> None:
        assert [price(revised(terms, TEN)).total for terms in (CAPPED, FILLED)] == [D(10), D(500)]
        assert [one.discount for one in revised(CAPPED, TEN).lines] == [D(10), D(0)]

    @given(
        st.lists(st.decimals("0", "9999", places=2), min_size=1, max_size=4),
        st.decimals("0", "9999", places=2),
        st.decimals("0", "100", places=4),
        st.sampled_from(list(RoundingScope)),
    )
    def test_holds_whatever_is_taken_off_the_lines(
        self, prices: list[Decimal], bound: Decimal, points: Decimal, scope: RoundingScope
    ) -> None:
        lines = [line(i, list_price=one) for i, one in enumerate(prices, 1)]
        for charge in (MaximumSpend(maximum=bound), MinimumSpend(minimum=bound)):
            terms = offer(*lines, line(len(lines) + 1, charge=charge), rounding=RoundingPolicy(scope=scope))
            total = price(revised(terms, Revision(discount=points))).total
            assert total <= bound if isinstance(charge, MaximumSpend) else total >= bound

    @pytest.mark.parametrize(
        "own",
        [{"discount": D(10)}, {"discounts": (Step(name="渠道", percent=D(5)),)}, {"markup": Markup(percent=D(5))}],
    )
    def test_with_a_discount_of_its_own_is_refused_beside_the_line(self, own: dict[str, object]) -> None:
        for terms in (CAPPED, FILLED):
            with pytest.raises(Refusal, match="no discount or markup moves it") as refused:
                with_line(terms, 2, **own)
            assert (refused.value.field, refused.value.params) == ("discount", {"line": 2})

    def test_with_one_from_before_comes_to_what_it_came_to_and_loses_it_in_a_new_version(self) -> None:
        old = with_line(replace(CAPPED, reckoning=Reckoning.FIRST), 2, discount=D(10))
        assert (price(old).total, price(made_now(old)).total) == (D(19), D(10))
        assert from_canonical(canonical(old)) == old


class TestAnAmountOffTheWhole:
    @pytest.mark.parametrize(
        ("reckoning", "gross"), [(Reckoning.FIRST, "2.66"), (Reckoning.SECOND, "2.65"), (Reckoning.THIRD, "2.65")]
    )
    def test_of_nothing_changes_no_cent_of_the_tax(self, reckoning: Reckoning, gross: str) -> None:
        terms = on(RoundingScope.DOCUMENT, "0.335", quantity="7", rate="13", off="0")
        assert price(replace(terms, header=None)).gross == D("2.65")
        assert price(replace(terms, reckoning=reckoning)).gross == D(gross)

    @pytest.mark.parametrize(("reckoning", "gross"), [(Reckoning.FIRST, "2499.99"), (Reckoning.SECOND, "2500.00")])
    def test_leaves_a_total_that_is_rounded_once(self, reckoning: Reckoning, gross: str) -> None:
        terms = on(RoundingScope.GRAND, "2414.81481481", rate="8", off="100")
        assert price(replace(terms, reckoning=reckoning)).gross == D(gross)

    @given(
        st.lists(st.decimals("1", "999", places=5), min_size=1, max_size=4),
        st.decimals("0", "1", places=2),
        st.sampled_from(["0", "3", "6", "9", "13"]),
        st.sampled_from([RoundingScope.DOCUMENT, RoundingScope.GRAND]),
    )
    def test_is_taxed_on_what_is_left_before_it_is_rounded(
        self, prices: list[Decimal], off: Decimal, rate: str, scope: RoundingScope
    ) -> None:
        priced = price(on(scope, *map(str, prices), rate=rate, off=str(off)))
        left = sum(map(Fraction, prices), Fraction(0)) - Fraction(off)
        cent = Fraction(1, 200)
        if scope is RoundingScope.DOCUMENT:
            assert abs(Fraction(priced.net) - left) <= cent
            assert abs(Fraction(priced.tax) - left * Fraction(rate) / 100) <= cent
        else:
            assert abs(Fraction(priced.gross) - left * (100 + Fraction(rate)) / 100) <= cent

    def test_of_all_there_is_leaves_nothing_though_rounding_put_something_on(self) -> None:
        for scope in RoundingScope:
            priced = price(on(scope, "0.335", rate="13", off="0.34"))
            assert (priced.net, priced.tax, priced.gross) == (D(0), D(0), D(0))


def marked_up(**values: object) -> OfferTerms:
    """A price whose markup is divided out, and whose discount takes exactly that off again: 1 ÷ 0.3 × 0.3."""
    one = line(list_price="1", discount="70", markup=Markup(percent=D(70), kind=MarkupKind.MARGIN), **values)
    return offer(one, rounding=RoundingPolicy(mode=RoundingMode.DOWN))


class TestWhatADivisionLeavesBehind:
    def test_is_nothing_when_a_unit_price_is_rounded(self) -> None:
        terms = marked_up()
        both = [price(replace(terms, reckoning=one)).lines[0].unit_price for one in (Reckoning.SECOND, Reckoning.THIRD)]
        assert both == [D("0.99999999"), D(1)]

    def test_is_nothing_when_an_amount_is_rounded(self) -> None:
        terms = marked_up(charge=Flat(amount=D(1)))
        assert [price(replace(terms, reckoning=one)).gross for one in Reckoning] == [D("0.99"), D("0.99"), D("1.00")]

    def test_makes_no_two_equal_remainders_unequal(self) -> None:
        """A third of a cent is left of each line: the cent is the larger line's, as is promised."""
        lines = [line(i, list_price=one) for i, one in enumerate(("100", "1000", "100"), 1)]
        terms = offer(*lines, bundle_price=D(1000))
        old, new = (
            [one.total for one in price(replace(terms, reckoning=each)).lines]
            for each in (Reckoning.SECOND, Reckoning.THIRD)
        )
        assert old == [D("83.34"), D("833.33"), D("83.33")]
        assert new == [D("83.33"), D("833.34"), D("83.33")]

    def test_is_all_that_sets_the_second_and_the_third_apart(self) -> None:
        for seed in range(150):
            new = made_now(chance_full_offer(Random(seed)))
            assert (seed, reckoned(price(replace(new, reckoning=Reckoning.SECOND)))) == (seed, reckoned(price(new)))

    @given(offers(rounding=RoundingPolicy(), bundle_price=None))
    def test_is_not_there_where_only_percentages_come_off_single_lines(self, terms: OfferTerms) -> None:
        old, new = (price(replace(terms, reckoning=one)) for one in (Reckoning.SECOND, Reckoning.THIRD))
        assert (old.lines, old.gross) == (new.lines, new.gross)


class TestWhatIsFrozen:
    def test_is_read_as_it_was_reckoned_and_keeps_its_hash(self) -> None:
        old = replace(on(RoundingScope.GRAND, "2414.81481481", rate="8", off="100"), reckoning=Reckoning.FIRST)
        assert "reckoning" not in canonical(old)
        assert from_canonical(canonical(old)) == old
        assert content_hash(made_now(old)) != content_hash(old)

    def test_of_the_first_two_says_how_it_is_reckoned_only_where_it_matters(self) -> None:
        by_line = on(RoundingScope.LINE, "100", rate="8", off="10")
        by_total = on(RoundingScope.DOCUMENT, "100", rate="8", off="10")
        named = {
            reckoning: [
                canonical(replace(terms, reckoning=reckoning)).get("reckoning") for terms in (by_line, by_total)
            ]
            for reckoning in Reckoning
        }
        assert named == {
            Reckoning.FIRST: [None, None],
            Reckoning.SECOND: [None, "second"],
            Reckoning.THIRD: ["third", "third"],
        }

    @pytest.mark.parametrize("seed", NOT_TOLD)
    def test_keeps_the_cents_and_the_hash_of_the_second_where_the_third_comes_to_others(self, seed: int) -> None:
        new = made_now(chance_full_offer(Random(seed)))
        old = replace(new, reckoning=Reckoning.SECOND)
        back = from_canonical(canonical(old))
        assert (back.reckoning, content_hash(back), reckoned(price(back))) == (
            Reckoning.SECOND,
            content_hash(old),
            reckoned(price(old)),
        )
        assert content_hash(made_now(old)) == content_hash(new) != content_hash(old)
        assert reckoned(price(made_now(old))) == reckoned(price(new)) != reckoned(price(old))

    def test_comes_to_the_same_whether_or_not_it_says_so(self) -> None:
        for seed in range(150):
            terms = chance_full_offer(Random(seed))
            back = from_canonical(canonical(terms))
            assert (seed, price(back).gross) == (seed, price(terms).gross)

    @given(full_offers())
    def test_comes_to_the_same_cents_either_way_where_no_amount_comes_off_the_whole(self, terms: OfferTerms) -> None:
        if terms.header is not None and terms.header.amount is not None:
            terms = replace(terms, header=None)
        old, new = (price(replace(terms, reckoning=one)) for one in (Reckoning.FIRST, Reckoning.SECOND))
        assert [(one.total, one.tax) for one in old.lines] == [(one.total, one.tax) for one in new.lines]
