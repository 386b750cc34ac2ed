from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.charges import MaximumSpend
from quotes.domain.pricing.columns import priced_columns, recommending
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import Column, HeaderDiscount, OfferTerms, Role
from tests.quotes.domain.offers import full_offers, line, offer, premium, with_line

BASIC, BEST = "基础版", "旗舰版"
COLUMNS = (Column(name=BASIC, bundle_price=Decimal(650_000)), Column(name=BEST))


def in_columns(**values: Any) -> OfferTerms:
    """Calls in both, recording and support in the best one alone."""
    terms = premium(**({"columns": COLUMNS, "recommended": BEST} | values))
    return with_line(with_line(terms, 2, columns=(BEST,)), 3, columns=(BEST,))


def test_an_option_and_an_alternative_are_priced_beside_the_total() -> None:
    terms = with_line(with_line(premium(), 2, role=Role.OPTIONAL), 3, role=Role.ALTERNATIVE)
    priced = price(terms)
    assert [one.position for one in priced.lines] == [1]
    assert [(one.position, one.total) for one in priced.outside] == [(2, 120_000), (3, 180_000)]
    assert (priced.total, priced.list_total, [group.group for group in priced.groups]) == (700_000, 700_000, ["Calls"])


def test_what_the_whole_takes_off_stays_with_the_total() -> None:
    terms = with_line(premium(header=HeaderDiscount(amount=Decimal(7_000))), 2, role=Role.OPTIONAL)
    priced = price(terms)
    assert (priced.total, priced.outside[0].total, priced.outside[0].saving) == (873_000, 120_000, 0)
    bundle = with_line(premium(bundle_price=Decimal(800_000)), 2, role=Role.OPTIONAL)
    assert (price(bundle).total, price(bundle).outside[0].total) == (800_000, 120_000)


def test_every_column_has_its_own_total_and_the_recommended_one_is_the_offers() -> None:
    offered = price(in_columns())
    basic, best = priced_columns(offered)
    assert (basic.name, basic.is_recommended, basic.total, basic.offer.saving) == (BASIC, False, 650_000, 50_000)
    assert (best.name, best.is_recommended, best.total, best.offer) == (BEST, True, 1_000_000, offered)


def test_recommending_another_column_makes_it_the_offer() -> None:
    terms = recommending(in_columns(form=Form.BUNDLE, bundle_price=Decimal(900_000)), BASIC)
    assert (terms.form, terms.bundle_price, terms.recommended) == (Form.BUNDLE, 650_000, BASIC)
    assert terms.columns == (Column(name=BASIC), Column(name=BEST, bundle_price=Decimal(900_000)))
    assert price(terms).total == 650_000
    assert [one.position for one in price(terms).outside] == [2, 3]


def test_a_header_discount_goes_for_every_column_without_a_bundle_price() -> None:
    itemised = tuple(replace(column, bundle_price=None) for column in COLUMNS)
    offered = price(in_columns(columns=itemised, header=HeaderDiscount(amount=Decimal(1_000))))
    assert [column.total for column in priced_columns(offered)] == [699_000, 999_000]


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("recommended", {"columns": COLUMNS}),
        ("recommended", {"columns": COLUMNS, "recommended": "高级版"}),
        ("recommended", {"recommended": BEST}),
        ("columns", {"columns": (*COLUMNS, Column(name=BEST)), "recommended": BEST}),
        ("columns", {"columns": COLUMNS, "recommended": BASIC}),
        ("columns", {"columns": tuple(Column(name=f"{i}") for i in range(6)), "recommended": "1"}),
    ],
)
def test_columns_that_contradict_each_other_are_refused(field: str, bad: dict[str, Any]) -> None:
    assert premium(columns=COLUMNS, recommended=BEST).recommended == BEST
    with pytest.raises(Refusal) as refused:
        premium(**bad)
    assert refused.value.field == field


def test_a_column_needs_a_line_and_a_line_its_column() -> None:
    with pytest.raises(Refusal) as empty:
        offer(line(1, columns=(BEST,)), columns=COLUMNS, recommended=BEST)
    assert empty.value.params == {"name": BASIC}
    with pytest.raises(Refusal) as unknown:
        offer(line(1), line(2, columns=("高级版",)), columns=COLUMNS, recommended=BEST)
    assert unknown.value.params == {"line": 2}


def test_an_offer_of_options_alone_is_no_offer() -> None:
    with pytest.raises(Refusal) as refused:
        offer(line(1, role=Role.OPTIONAL))
    assert refused.value.field == "lines"


@given(full_offers(header=None))
def test_each_column_comes_to_what_it_would_by_itself(terms: OfferTerms) -> None:
    for column in priced_columns(price(terms)):
        alone = replace(
            column.offer.terms,
            columns=(),
            recommended="",
            lines=tuple(
                replace(one, columns=())
                for one in terms.lines
                if one.role is Role.INCLUDED and one.stands_in(column.name)
            ),
        )
        assert price(alone).gross == column.offer.gross


def test_an_amount_that_is_more_than_another_column_comes_to_names_that_column() -> None:
    lines = line(1), line(2, columns=("高级版",))
    columns = (Column(name="基础版"), Column(name="高级版"))
    terms = offer(*lines, columns=columns, recommended="高级版", header=HeaderDiscount(amount=Decimal(150)))
    with pytest.raises(Refusal, match="the column 基础版 comes to") as refused:
        priced_columns(price(terms))
    assert (refused.value.field, refused.value.params) == ("header", {"name": "基础版", "total": Decimal("100.00")})


def test_a_bundle_over_lines_that_cancel_each_other_out_is_refused_at_its_price() -> None:
    cap = line(2, charge=MaximumSpend(maximum=Decimal(0)))
    with pytest.raises(Refusal, match="cancel each other out") as refused:
        price(offer(line(1), cap, bundle_price=Decimal(50)))
    assert refused.value.field == "bundle_price"
