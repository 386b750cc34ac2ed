from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import MaximumSpend, Reach, Scope
from quotes.domain.pricing.engine import Amounts, price, tax_on
from quotes.domain.pricing.terms import LineTerms, OfferTerms, RoundingMode, RoundingPolicy, RoundingScope
from tests.quotes.domain.offers import RATES, line, offer, offers, premium, with_line

AMOUNTS = ("list_total", "itemised_total", "saving", "total", "net", "tax", "gross")
LINES = RoundingPolicy(scope=RoundingScope.LINE)
TOTALS = RoundingPolicy(scope=RoundingScope.DOCUMENT)
cents = st.integers(0, 10**11).map(lambda number: Decimal(number).scaleb(-2))


def amounts(of: Amounts) -> tuple[str, ...]:
    return tuple(str(getattr(of, name)) for name in AMOUNTS)


def test_the_premium_offer_adds_up() -> None:
    priced = price(premium())
    assert amounts(priced) == ("1000000.00", "1000000.00", "0.00", "1000000.00", "943396.23", "56603.77", "1000000.00")
    assert [(group.group, group.gross) for group in priced.groups] == [
        ("Calls", Decimal(700_000)),
        ("Recording", Decimal(120_000)),
        ("Service", Decimal(180_000)),
    ]
    assert (priced.floor_total, priced.above_floor, priced.discount_percent) == (684_800, 315_200, 0)


@pytest.mark.parametrize("policy", [TOTALS, RoundingPolicy(scope=RoundingScope.GRAND)])
@pytest.mark.parametrize("tax_included", [True, False])
def test_a_line_beside_a_negative_one_keeps_its_own_amount(policy: RoundingPolicy, tax_included: bool) -> None:
    capped = capped_at(Decimal(0), "1000000", "0.006", reach=("1",))
    priced = price(offer(*capped, rounding=policy, tax_included=tax_included))
    assert [one.total for one in priced.lines] == [Decimal(1_000_000), Decimal("0.01"), Decimal(-1_000_000)]
    assert [one.tax for one in priced.lines if one.total < 1] == [Decimal("0.00"), -priced.lines[0].tax]


def capped_at(most: Decimal, *prices: str, reach: tuple[str, ...] = ()) -> list[LineTerms]:
    """Lines at these prices, each in a group named by its position, and a cap on the groups in `reach` or on all."""
    scope = Scope(reach=Reach.GROUPS, names=reach) if reach else Scope()
    lines = [line(i, list_price=one, group=str(i)) for i, one in enumerate(prices, 1)]
    return [*lines, line(len(lines) + 1, list_price="0", charge=MaximumSpend(maximum=most, scope=scope))]


@given(
    st.lists(st.decimals(min_value=0, max_value=10**6, places=4), min_size=1, max_size=6),
    st.decimals(min_value=0, max_value=10**4, places=4),
    st.sampled_from([RoundingScope.DOCUMENT, RoundingScope.GRAND]),
    st.booleans(),
)
def test_beside_a_negative_line_all_stay_within_cents_of_their_own_and_add_up(
    prices: list[Decimal], most: Decimal, scope: RoundingScope, tax_included: bool
) -> None:
    terms = offer(*capped_at(most, *map(str, prices)), rounding=RoundingPolicy(scope=scope), tax_included=tax_included)
    priced = price(terms)
    own = [*prices, -max(Decimal(0), sum(prices, Decimal(0)) - most)]
    assert sum((one.total for one in priced.lines), Decimal(0)) == priced.total
    assert sum((one.tax for one in priced.lines), Decimal(0)) == priced.tax
    near = Decimal("0.02") if own[-1] < 0 else Decimal("0.03")
    assert all(abs(one.total - amount) <= near for one, amount in zip(priced.lines, own, strict=True))


def test_eighteen_per_cent_off_every_line_is_eighteen_per_cent_off() -> None:
    terms = premium()
    for position in (1, 2, 3):
        terms = with_line(terms, position, discount=Decimal(18))
    priced = price(terms)
    assert (priced.gross, priced.discount_percent) == (Decimal("820000.00"), Decimal(18))
    assert [one.unit_price for one in priced.lines] == [Decimal("57.4"), Decimal("10.25"), Decimal(12_300)]


def test_a_bundle_is_split_over_the_lines_and_saves_what_it_says() -> None:
    priced = price(premium(bundle_price=Decimal("888888.88")))
    assert amounts(priced)[1:4] == ("1000000.00", "111111.12", "888888.88")
    assert [one.total for one in priced.lines] == [Decimal("622222.22"), Decimal("106666.66"), Decimal("160000.00")]
    assert [one.saving for one in priced.lines] == [Decimal("77777.78"), Decimal("13333.34"), Decimal("20000.00")]
    assert priced.discount_percent == Decimal("11.1111")


def test_a_bundle_of_lines_given_away_is_split_by_list_price() -> None:
    free = [line(i, list_price=price, discount="100") for i, price in ((1, "100"), (2, "300"))]
    assert [one.total for one in price(offer(*free, bundle_price=Decimal(20))).lines] == [5, 15]


def test_a_bundle_may_cost_more_than_its_items() -> None:
    assert amounts(price(offer(bundle_price=Decimal(120))))[2:4] == ("-20.00", "120.00")


def test_tax_excluded_is_added_and_tax_included_is_taken_out() -> None:
    lines = (line(1, list_price="100", vat_rate="6"), line(2, list_price="100", vat_rate="13"))
    assert amounts(price(offer(*lines, tax_included=False)))[3:] == ("200.00", "200.00", "19.00", "219.00")
    assert amounts(price(offer(*lines, tax_included=True)))[3:] == ("200.00", "182.84", "17.16", "200.00")


def test_tax_is_shown_by_rate() -> None:
    lines = (line(1, vat_rate="13"), line(2, vat_rate="6"), line(3, vat_rate="6.00"))
    taxes = price(offer(*lines, tax_included=False)).taxes
    assert [(tax.rate, tax.net, tax.tax, tax.gross) for tax in taxes] == [(6, 200, 12, 212), (13, 100, 13, 113)]


def test_where_it_is_rounded_changes_the_total() -> None:
    lines = tuple(line(i, list_price="0.125", vat_rate="0") for i in range(1, 5))
    assert (price(offer(*lines, rounding=LINES)).gross, price(offer(*lines, rounding=TOTALS)).gross) == (
        Decimal("0.52"),
        Decimal("0.50"),
    )


def test_nothing_is_rounded_on_the_way_to_a_document_total() -> None:
    # odoo/odoo pull 194594: 12632.0160 at 25 % is 15790.02; rounding the net first makes it 15790.03.
    one = line(list_price="12632.0160", vat_rate="25")
    assert price(offer(one, tax_included=False, rounding=TOTALS)).gross == Decimal("15790.02")
    assert price(offer(one, tax_included=False, rounding=LINES)).gross == Decimal("15790.03")


@pytest.mark.parametrize(
    ("mode", "gross"),
    [
        (RoundingMode.HALF_UP, "0.13"),
        (RoundingMode.HALF_EVEN, "0.12"),
        (RoundingMode.UP, "0.13"),
        (RoundingMode.DOWN, "0.12"),
    ],
)
def test_the_mode_settles_a_half_cent(mode: RoundingMode, gross: str) -> None:
    one = line(list_price="0.125", vat_rate="0")
    assert {price(offer(one, rounding=RoundingPolicy(scope=scope, mode=mode))).gross for scope in RoundingScope} == {
        Decimal(gross)
    }


def test_a_line_follows_from_the_unit_price_it_prints() -> None:
    rounding = RoundingPolicy(unit_places=2)
    priced = price(offer(line(quantity="10000", list_price="0.333", discount="10"), rounding=rounding))
    assert (priced.lines[0].unit_price, priced.gross) == (Decimal("0.30"), Decimal("3000.00"))


def test_a_missing_floor_is_never_assumed() -> None:
    whole = premium()
    part = with_line(whole, 2, floor_price=None)
    assert price(whole).floor_total == 684_800
    assert (price(part).floor_total, price(part).above_floor) == (None, None)
    assert [one.floor_total for one in price(part).lines] == [500_000, None, 108_000]


def test_a_floor_of_zero_is_a_floor() -> None:
    assert price(offer(line(floor_price="0"))).floor_total == 0


def test_below_the_floor_the_distance_is_negative() -> None:
    assert price(offer(line(discount="50"))).above_floor == -10


def test_what_is_free_has_no_discount() -> None:
    assert price(offer(line(list_price="0", floor_price="0"))).discount_percent == 0


def test_a_total_of_a_trillion_is_refused() -> None:
    most, a_cent = line(quantity="1000000000", list_price="999.99999999"), line(2, list_price="10", vat_rate="6")
    assert price(offer(most)).gross == Decimal("999999999990.00")
    with pytest.raises(Refusal) as refused:
        price(offer(most, a_cent))
    assert refused.value.field == "lines"


@given(offers())
def test_lines_groups_and_rates_add_up_to_the_totals(terms: OfferTerms) -> None:
    priced = price(terms)
    for name in AMOUNTS:
        assert sum(getattr(one, name) for one in priced.lines) == getattr(priced, name)
        assert sum(getattr(group, name) for group in priced.groups) == getattr(priced, name)
    assert sum(tax.net for tax in priced.taxes) == priced.net
    assert sum(tax.tax for tax in priced.taxes) == priced.tax
    assert sum(tax.gross for tax in priced.taxes) == priced.gross


@given(offers())
def test_net_and_tax_are_gross_everywhere(terms: OfferTerms) -> None:
    priced = price(terms)
    for part in (priced, *priced.lines, *priced.groups, *priced.taxes):
        assert part.net + part.tax == part.gross
        assert min(part.net, part.tax, part.gross) >= 0
    assert priced.total == (priced.gross if terms.tax_included else priced.net)
    assert priced.itemised_total - priced.saving == priced.total


@given(offers())
def test_every_amount_is_whole_cents(terms: OfferTerms) -> None:
    priced = price(terms)
    exponents = {getattr(part, name).as_tuple().exponent for part in (priced, *priced.lines) for name in AMOUNTS}
    assert exponents <= {-2}


@given(offers(), st.randoms())
def test_the_order_in_which_lines_are_typed_changes_nothing(terms: OfferTerms, random: Random) -> None:
    shuffled = list(terms.lines)
    random.shuffle(shuffled)
    again = price(replace(terms, lines=tuple(shuffled)))
    assert again == replace(price(terms), terms=again.terms)


@given(offers(bundle_price=Decimal("123456.78")))
def test_a_bundle_comes_to_its_price_to_the_cent(terms: OfferTerms) -> None:
    priced = price(terms)
    assert priced.total == Decimal("123456.78")
    assert priced.saving == priced.itemised_total - Decimal("123456.78")


def half_up(value: Fraction, places: int = 2) -> Fraction:
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


def exact(one: LineTerms) -> Fraction:
    return half_up(Fraction(one.list_price) * (100 - Fraction(one.discount)) / 100, 8) * Fraction(one.quantity)


def exact_tax(amount: Fraction, rate: Decimal, tax_included: bool) -> Fraction:
    return half_up(amount * Fraction(rate) / (100 + Fraction(rate) if tax_included else 100))


@given(offers(rounding=LINES, bundle_price=None))
def test_line_by_line_it_is_what_fractions_say(terms: OfferTerms) -> None:
    quoted = [half_up(exact(one)) for one in terms.lines]
    taxes = [
        exact_tax(amount, one.vat_rate, terms.tax_included) for amount, one in zip(quoted, terms.lines, strict=True)
    ]
    priced = price(terms)
    assert (Fraction(priced.total), Fraction(priced.tax)) == (sum(quoted), sum(taxes))


@given(offers(rounding=TOTALS, bundle_price=None))
def test_on_the_totals_it_is_what_fractions_say(terms: OfferTerms) -> None:
    bases: dict[Decimal, Fraction] = {}
    for one in terms.lines:
        bases[one.vat_rate] = bases.get(one.vat_rate, Fraction(0)) + exact(one)
    taxes = [exact_tax(base, rate, terms.tax_included) for rate, base in bases.items()]
    priced = price(terms)
    assert (Fraction(priced.total), Fraction(priced.tax)) == (half_up(sum(bases.values(), Fraction(0))), sum(taxes))


@given(offers(bundle_price=None), st.decimals(min_value=0, max_value=100, places=2))
def test_a_deeper_discount_never_makes_an_offer_dearer(terms: OfferTerms, more: Decimal) -> None:
    first = terms.lines[0]
    deeper = with_line(terms, first.position, discount=max(first.discount, more))
    assert price(deeper).total <= price(terms).total
    assert price(deeper).discount_percent >= price(terms).discount_percent


# Itemised alone: a bundle is split by what the items come to, and cents of rounding there may move any share of it to
# another VAT rate.
@given(offers(bundle_price=None))
def test_the_two_scopes_differ_by_less_than_a_cent_a_line(terms: OfferTerms) -> None:
    by_line, on_totals = (price(replace(terms, rounding=rounding)).gross for rounding in (LINES, TOTALS))
    assert abs(by_line - on_totals) <= Decimal("0.0120") * (len(terms.lines) + 1)


@given(cents, st.sampled_from(RATES))
def test_net_to_gross_and_back_loses_nothing(net: Decimal, rate: Decimal) -> None:
    gross = net + tax_on(net, rate, False, LINES)
    assert gross - tax_on(gross, rate, True, LINES) == net


@given(cents, st.sampled_from(RATES))
def test_gross_to_net_and_back_is_off_by_a_cent_at_most(gross: Decimal, rate: Decimal) -> None:
    net = gross - tax_on(gross, rate, True, LINES)
    assert abs(net + tax_on(net, rate, False, LINES) - gross) <= Decimal("0.01")


def test_some_gross_prices_have_no_net_in_cents() -> None:
    # SuiteCRM issue 1776: at 8 % no net price in cents comes to exactly 2500.00.
    nets = [Decimal("2314.81"), Decimal("2314.82")]
    assert [net + tax_on(net, Decimal(8), False, LINES) for net in nets] == [Decimal("2499.99"), Decimal("2500.01")]


def test_a_total_is_for_the_whole_term_and_is_said_by_the_year() -> None:
    totals = [price(offer(line(quantity="10"), term_months=months)).a_year for months in (12, 24, 9)]
    assert totals == [Decimal(1000), Decimal(500), Decimal("1333.33")]
