"""The table of prices: no figure breaks over lines, and what each column says."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from quotes.documents.proposal import render
from quotes.documents.proposal.page import html
from quotes.documents.proposal.table import PAGE, USUAL, table
from quotes.domain.pricing.discounts import Markup, Step
from quotes.domain.pricing.terms import HeaderDiscount, OfferTerms
from tests.quotes.documents.reading import text_of
from tests.quotes.documents.sample import offer, proposal

SHORT = {"needs": (), "solution": ()}


def sought() -> OfferTerms:
    """As a goal seek leaves it: discounts that no price list would have."""
    terms = offer(9, bundle=None)
    lines = (replace(line, discount=Decimal("7.12345678") + line.position) for line in terms.lines)
    return replace(terms, lines=tuple(lines))


def test_a_usual_offer_has_the_usual_columns() -> None:
    assert table(proposal()).widths == USUAL
    assert sum(USUAL) == PAGE


def test_columns_are_as_wide_as_long_prices_need() -> None:
    made = table(proposal(sought()))
    assert sum(made.widths) == PAGE
    assert not made.is_fine
    text = text_of(render(proposal(sought(), **SHORT)))
    for figures in ("9.1877 折 56.9634568 569,634.57", "8.4877 折 20,370.3703728 81,481.48"):
        assert figures in text


def test_where_figures_leave_no_room_for_names_the_type_is_smaller() -> None:
    terms = sought()
    long = replace(terms.lines[0], quantity=Decimal("1234567.123456"), list_price=Decimal("12345.12345678"))
    made = proposal(replace(terms, lines=(long, *terms.lines[1:])), **SHORT)
    assert table(made).is_fine
    assert sum(table(made).widths) == PAGE
    text = text_of(render(made))
    for figures in (
        "1,234,567.123456 12,345.12345678 9.1877 折 11,342.27268833 14,002,796,966.29",
        "8.4877 折 20,370.3703728",
    ):
        assert figures in text


def test_a_surcharge_is_printed_as_what_it_puts_on() -> None:
    terms = offer(3, bundle=None)
    first, second, third = (replace(line, discount=Decimal(0)) for line in terms.lines)
    dear = replace(first, discounts=(Step(name="加急", percent=Decimal(-20)),))
    marked = replace(second, markup=Markup(percent=Decimal(15)))
    text = text_of(render(proposal(replace(terms, lines=(dear, marked, third)), **SHORT)))
    assert "62.00 +20% 74.40 744,000.00" in text
    assert "200.00 +15% 230.00 25,300.00" in text
    assert "分项加价 +127,300.00" in text
    assert "分项折扣" not in text
    assert "−−" not in text


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            {"steps": (Step(name="年框", percent=Decimal(5)),)},
            ("整单优惠 −33,612.00", "638,628.00", "已含整单优惠 ¥33,612.00"),
        ),
        ({"amount": Decimal("2240")}, ("整单优惠 −2,240.00", "670,000.00", "已含整单优惠 ¥2,240.00")),
        (
            {"steps": (Step(name="加急", percent=Decimal(-10)),)},
            ("整单加价 +67,224.00", "739,464.00", "整单加价在合计中计入"),
        ),
    ],
)
def test_what_the_whole_takes_off_stands_after_the_lines(header: dict[str, object], said: tuple[str, ...]) -> None:
    terms = replace(offer(3, bundle=None), header=HeaderDiscount(**header))  # type: ignore[arg-type]
    text = text_of(render(proposal(terms)))
    assert "分项成交合计 672,240.00" in text
    assert [words for words in said if words not in text] == []
    assert "−−" not in text


def test_the_picture_says_what_each_step_changes() -> None:
    surcharge = HeaderDiscount(steps=(Step(name="加急", percent=Decimal(-10)),))
    drawn = html(proposal(replace(offer(3, bundle=None), header=surcharge)))
    (sentence,) = re.findall(r'aria-label="(目录价合计[^"]*)"', drawn)
    assert (
        sentence == "目录价合计 738,000.00；分项成交合计 672,240.00（−65,760.00）；整单加价后 739,464.00（+67,224.00）"
    )


def test_an_offer_at_list_has_no_picture_of_steps() -> None:
    terms = offer(3, bundle=None)
    lines = tuple(replace(line, discount=Decimal(0)) for line in terms.lines)
    assert "价格构成" not in html(proposal(replace(terms, lines=lines)))


def test_the_shares_of_the_groups_are_together_100_percent() -> None:
    legend = re.findall(r"</i>(\S+) ([\d.]+)%", html(proposal()))
    assert legend == [("实时互动", "66.3"), ("录制与转推", "15.4"), ("服务", "18.3")]
