from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given

from dealdesk.kernel.currencies import Exchange
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.charges import Flat, PerUnit
from quotes.domain.pricing.compare import Change, Direction, Part, Shown, compare, pairs
from quotes.domain.pricing.discounts import HeaderDiscount, Markup, MarkupKind, Step
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.roles import Column
from quotes.domain.pricing.terms import (
    LineTerms,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    Reckoning,
    RoundingMode,
    RoundingPolicy,
    ServiceTerms,
    SupportHours,
)
from tests.quotes.domain.offers import line, offer, offers, premium, with_line


def changes(before: OfferTerms, after: OfferTerms, part: Part) -> list[Change]:
    return [change for change in compare(price(before), price(after)) if change.part is part]


def told(before: OfferTerms, after: OfferTerms, part: Part) -> list[tuple[str, object, object, Direction]]:
    return [(one.label, one.before, one.after, one.direction) for one in changes(before, after, part)]


@given(offers())
def test_an_offer_does_not_differ_from_itself(terms: OfferTerms) -> None:
    assert compare(price(terms), price(terms)) == ()


def test_the_third_reckoning_is_a_difference_only_where_it_changes_the_total() -> None:
    old, bundled = premium(reckoning=Reckoning.SECOND), premium(bundle_price=Decimal(900_000))
    assert compare(price(old), price(premium())) == ()
    assert told(old, bundled, Part.TERM) == told(premium(), bundled, Part.TERM)
    # 1 ÷ 0.3 × 0.3, which leaves a whole yuan or a little less.
    marked = line(discount="70", list_price="1", markup=Markup(percent=Decimal(70), kind=MarkupKind.MARGIN))
    flat = replace(marked, charge=Flat(amount=Decimal(1)))
    before = offer(flat, rounding=RoundingPolicy(mode=RoundingMode.DOWN), reckoning=Reckoning.SECOND)
    assert told(before, replace(before, reckoning=Reckoning.THIRD), Part.TERM) == [
        ("Amounts reckoned", Reckoning.SECOND, Reckoning.THIRD, Direction.NEUTRAL)
    ]


def test_a_discount_is_worse_for_us_wherever_it_shows() -> None:
    after = with_line(premium(), 1, discount=Decimal(10))
    assert told(premium(), after, Part.LINE) == [
        ("Discount", 0, 10, Direction.WORSE),
        ("Unit price", 70, 63, Direction.WORSE),
        ("Amount", 700_000, 630_000, Direction.WORSE),
    ]
    assert {(one.label, one.direction) for one in changes(premium(), after, Part.TOTAL)} == {
        ("Itemised total", Direction.WORSE),
        ("Discount off list", Direction.WORSE),
        ("Net total", Direction.WORSE),
        ("Tax", Direction.NEUTRAL),
        ("Total with tax", Direction.WORSE),
        ("Above the floor", Direction.WORSE),
    }


def test_only_the_distance_to_the_floor_is_private() -> None:
    private = [
        one.label for one in compare(price(premium()), price(premium(bundle_price=Decimal(900_000)))) if one.private
    ]
    assert private == ["Above the floor"]


def test_terms_are_judged_from_our_side() -> None:
    after = premium(
        payment=PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(100), credit_days=30),
        free_months=3,
        term_months=24,
        service=ServiceTerms(sla_availability=Decimal("99.95"), urgent_minutes=30, normal_minutes=480),
    )
    assert told(premium(), after, Part.TERM) == [
        ("Payment plan", PaymentPlan.QUARTERLY_PREPAID, PaymentPlan.ANNUAL_PREPAID, Direction.BETTER),
        ("Prepayment", 0, 100, Direction.BETTER),
        ("Credit days", 0, 30, Direction.WORSE),
        ("Term in months", 12, 24, Direction.BETTER),
        ("Free months", 0, 3, Direction.WORSE),
        ("Availability", Decimal("99.9"), Decimal("99.95"), Direction.WORSE),
        ("Urgent response, minutes", 60, 30, Direction.WORSE),
        ("Normal response, minutes", 240, 480, Direction.BETTER),
        ("Support hours", premium().service.support_hours, None, Direction.NEUTRAL),
    ]


def test_a_milestone_plan_is_neither_better_nor_worse() -> None:
    after = premium(payment=PaymentTerms(plan=PaymentPlan.MILESTONES))
    assert told(premium(), after, Part.TERM) == [
        ("Payment plan", PaymentPlan.QUARTERLY_PREPAID, PaymentPlan.MILESTONES, Direction.NEUTRAL)
    ]


def test_what_was_not_promised_before_has_no_direction() -> None:
    bare = premium(service=ServiceTerms())
    assert {one.direction for one in changes(bare, premium(), Part.TERM)} == {Direction.NEUTRAL}


def test_lines_come_and_go() -> None:
    before = offer(line(1, description="Calls"), line(2, description="Recording"))
    after = offer(line(1, description="Calls"), line(2, description="Relay", list_price="30"))
    assert [
        (one.label, one.about, one.before, one.after, one.direction, one.shown)
        for one in changes(before, after, Part.LINE)
    ] == [
        ("Description", "Relay", "Recording", "Relay", Direction.NEUTRAL, Shown.TEXT),
        ("List price", "Relay", 100, 30, Direction.WORSE, Shown.UNIT_PRICE),
        ("Unit price", "Relay", 100, 30, Direction.WORSE, Shown.UNIT_PRICE),
        ("Amount", "Relay", 100, 30, Direction.WORSE, Shown.MONEY),
    ]
    dropped = offer(line(1, description="Calls"))
    assert told(before, dropped, Part.LINE) == [("Line removed", 100, None, Direction.WORSE)]
    assert told(dropped, before, Part.LINE) == [("Line added", None, 100, Direction.BETTER)]


def test_a_line_is_known_by_its_product_then_its_words_then_its_place() -> None:
    before = offer(
        line(1, product_code="RTC-HD", description="Calls"),
        line(2, description="Setup"),
        line(3, description="Old words"),
        line(4, product_code="REC-MIX", description="Recording"),
    )
    after = offer(
        line(1, description="Setup"),
        line(2, product_code="RTC-HD", description="Video calls"),
        line(3, description="New words"),
        line(4, product_code="SUP-724", description="Support"),
    )
    old, new = price(before).lines, price(after).lines
    assert [(one and one.position, two and two.position) for one, two in pairs(old, new)] == [
        (2, 1),
        (1, 2),
        (3, 3),
        (None, 4),
        (4, None),
    ]


def test_lines_that_swapped_places_are_known_by_their_words() -> None:
    old = price(offer(line(1, description="Setup"), line(2, description="Training"))).lines
    new = price(offer(line(1, description="Training"), line(2, description="Setup"))).lines
    assert [(one and one.position, two and two.position) for one, two in pairs(old, new)] == [(2, 1), (1, 2)]


def test_more_of_something_and_another_tax_rate_are_neither_better_nor_worse_in_themselves() -> None:
    after = with_line(premium(), 1, quantity=Decimal(20_000), vat_rate=Decimal(9))
    directions = {one.label: one.direction for one in compare(price(premium()), price(after))}
    assert directions == {
        "List total": Direction.NEUTRAL,
        "Itemised total": Direction.BETTER,
        "Net total": Direction.BETTER,
        "Tax": Direction.NEUTRAL,
        "Total with tax": Direction.BETTER,
        "Above the floor": Direction.BETTER,
        "Quantity": Direction.NEUTRAL,
        "VAT rate": Direction.NEUTRAL,
        "Amount": Direction.BETTER,
    }


def test_a_larger_saving_of_the_customer_is_worse_for_us() -> None:
    before, after = premium(bundle_price=Decimal(950_000)), premium(bundle_price=Decimal(900_000))
    assert told(before, after, Part.TOTAL)[:3] == [
        ("Bundle price", 950_000, 900_000, Direction.WORSE),
        ("Saving", 50_000, 100_000, Direction.WORSE),
        ("Discount off list", 5, 10, Direction.WORSE),
    ]
    assert told(premium(), before, Part.TERM) == [
        ("Form of the offer", Form.ITEMISED, Form.BUNDLE, Direction.NEUTRAL),
    ]


def test_two_lines_of_one_product_are_paired_one_to_one() -> None:
    twice = offer(line(1, product_code="RTC-HD"), line(2, product_code="RTC-HD", quantity="2"))
    assert compare(price(twice), price(twice)) == ()
    once = offer(line(1, product_code="RTC-HD"))
    assert told(twice, once, Part.LINE) == [("Line removed", 200, None, Direction.WORSE)]


@given(offers(), offers())
def test_looking_back_swaps_every_value_and_direction(one: OfferTerms, two: OfferTerms) -> None:
    turned = {
        Direction.BETTER: Direction.WORSE,
        Direction.WORSE: Direction.BETTER,
        Direction.NEUTRAL: Direction.NEUTRAL,
    }
    ahead = [change for change in compare(price(one), price(two)) if change.part is not Part.LINE]
    back = [change for change in compare(price(two), price(one)) if change.part is not Part.LINE]
    assert back == [
        replace(change, before=change.after, after=change.before, direction=turned[change.direction])
        for change in ahead
    ]


PROBES: dict[type, Callable[[Any], object]] = {
    Decimal: lambda value: value + Decimal("0.05"),
    int: lambda value: value + 1,
    str: lambda value: f"{value[:-1]}X",
    bool: lambda value: not value,
    date: lambda value: value + timedelta(days=1),
}
# What a field becomes where its type alone does not say.
BECOMES: dict[str, object] = {
    "currency": "USD",
    "charge": PerUnit(unit=Decimal(70)),
    "discounts": (Step(name="量大优惠", percent=Decimal(3)),),
    "markup": Markup(percent=Decimal(20)),
    "other_taxes": (Decimal(3),),
    "header": HeaderDiscount(steps=(Step(name="整单优惠", percent=Decimal(2)),)),
    "recommended": "尊享",
    "exchange": Exchange(
        source_currency="USD", target_currency="CNY", rate=Decimal(7), on=date(2026, 11, 24), source="央行中间价"
    ),
}
# Parts are looked into by themselves, and nobody chooses decimals.
LOOKED_INTO = {"lines", "rounding", "payment", "service"}
NOT_CHOSEN = {"places", "unit_places"}
# An itemised offer has no bundle price: the two change together.
TOGETHER: dict[str, dict[str, Any]] = {"form": {"bundle_price": Decimal(900_000), "form": Form.BUNDLE}}
COLUMNS = (Column(name="标准"), Column(name="尊享"))
FULL = premium(
    note="含培训",
    free_months=1,
    columns=COLUMNS,
    recommended="标准",
    service=ServiceTerms(
        sla_availability=Decimal("99.9"), urgent_minutes=60, normal_minutes=240, support_hours=SupportHours.BUSINESS
    ),
    lines=tuple(replace(one, product_code=f"P{one.position}") for one in premium().lines),
)
TERMS = [field.name for field in fields(OfferTerms) if field.name not in LOOKED_INTO]
PARTS = [
    (part, field.name)
    for part in ("rounding", "payment", "service")
    for field in fields(type(getattr(FULL, part)))
    if field.name not in NOT_CHOSEN
]


def changed(value: Any, name: str) -> Any:
    """The value with another content in one field; a field of a new type has to be taught here."""
    if name in TOGETHER:
        return replace(value, **TOGETHER[name])
    old = getattr(value, name)
    if name in BECOMES:
        return replace(value, **{name: BECOMES[name]})
    if isinstance(old, StrEnum):
        return replace(value, **{name: next(other for other in type(old) if other is not old)})
    if name == "columns":
        return replace(value, columns=COLUMNS[:1] if old else ("标准",))
    return replace(value, **{name: PROBES[type(old)](old)})


@pytest.mark.parametrize("name", TERMS)
def test_no_term_changes_unseen(name: str) -> None:
    before = premium(bundle_price=Decimal(900_000)) if name == "bundle_price" else FULL
    assert compare(price(before), price(changed(before, name)))


@pytest.mark.parametrize(("part", "name"), PARTS)
def test_no_part_of_a_term_changes_unseen(part: str, name: str) -> None:
    after = replace(FULL, **{part: changed(getattr(FULL, part), name)})
    assert changes(FULL, after, Part.TERM)


@pytest.mark.parametrize("name", [field.name for field in fields(LineTerms)])
def test_nothing_about_a_line_changes_unseen(name: str) -> None:
    first = FULL.lines[0]
    # A line that stands first is moved behind the others: a number alone is no place.
    after = replace(first, position=99) if name == "position" else changed(first, name)
    assert changes(FULL, replace(FULL, lines=(after, *FULL.lines[1:])), Part.LINE)


def test_the_fewest_lines_are_said_to_have_moved() -> None:
    before = offer(*(line(i, product_code=f"P{i}") for i in range(1, 6)))
    order = [2, 3, 5, 4, 1]
    after = offer(*(line(i, product_code=f"P{code}", description=f"Item {code}") for i, code in enumerate(order, 1)))
    found = [change for change in changes(before, after, Part.LINE) if change.label == "Position"]
    assert {change.about for change in found} in ({"Item 1", "Item 5"}, {"Item 1", "Item 4"})


def test_a_line_that_goes_does_not_move_those_below_it() -> None:
    before = offer(*(line(i, product_code=f"P{i}") for i in range(1, 4)))
    after = offer(line(1, product_code="P2", description="Item 2"), line(2, product_code="P3", description="Item 3"))
    assert [change.label for change in changes(before, after, Part.LINE)] == ["Line removed"]


def test_what_the_whole_takes_off_and_how_a_markup_counts_are_rows_of_their_own() -> None:
    tenth = replace(offer(line(1)), header=HeaderDiscount(steps=(Step(name="返利", percent=Decimal(10)),)))
    ten = replace(tenth, header=HeaderDiscount(amount=Decimal(10)))
    assert told(tenth, ten, Part.TERM) == [("Taken off the whole", "返利 10%", "10.00", Direction.NEUTRAL)]
    on_top = with_line(premium(), 1, markup=Markup(percent=Decimal(0)))
    of_it = with_line(premium(), 1, markup=Markup(percent=Decimal(0), kind=MarkupKind.MARGIN))
    changed = [("The markup counts", MarkupKind.COST_PLUS, MarkupKind.MARGIN, Direction.NEUTRAL)]
    assert told(on_top, of_it, Part.LINE) == changed
