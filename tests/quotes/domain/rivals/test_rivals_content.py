"""What their offer leaves out of ours, in our own prices."""

from dataclasses import replace
from decimal import Decimal

from quotes.domain.pricing.charges import Graduated, Tier
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import LineTerms
from quotes.domain.rivals.content import Cover, items, weigh_scale, weigh_scope
from quotes.domain.rivals.stored import covers_from, covers_json
from quotes.domain.rivals.words import Lack, Weighed
from tests.quotes.domain.offers import line, offer

COVERED, LEFT_OUT = Cover(is_covered=True), Cover(is_covered=False)


def lines() -> tuple[LineTerms, LineTerms]:
    """1,000 streams at 100 and a recording of 20,000."""
    return (
        line(1, product_code="RTC", quantity="1000", list_price="100"),
        line(2, product_code="REC", quantity="1", list_price="20000"),
    )


def test_what_is_left_out_is_worth_what_it_costs_with_us() -> None:
    priced = price(offer(*lines()))
    assert weigh_scope(priced, {"RTC": COVERED, "REC": LEFT_OUT}) == Weighed(amount=Decimal("20000.00"))


def test_an_item_nobody_knows_of_is_named_and_not_taken_for_covered() -> None:
    found = weigh_scope(price(offer(*lines())), {"REC": LEFT_OUT})
    assert (found.amount, [(one.lack, one.of) for one in found.unknown]) == (
        Decimal("20000.00"),
        [(Lack.LINES, "Item 1")],
    )
    assert weigh_scope(price(offer(*lines())), {}).amount is None


def test_a_smaller_quantity_is_reckoned_by_our_own_price() -> None:
    covers = {"RTC": Cover(is_covered=True, quantity=Decimal(800)), "REC": LEFT_OUT}
    assert weigh_scale(price(offer(*lines())), covers) == Weighed(amount=Decimal("20000.00"))


def test_a_larger_quantity_is_asked_about_and_takes_nothing_off_their_price() -> None:
    more = {"RTC": Cover(is_covered=True, quantity=Decimal(1500)), "REC": LEFT_OUT}
    found = weigh_scale(price(offer(*lines())), more)
    assert (found.amount, [(one.lack, one.of) for one in found.unknown]) == (None, [(Lack.MORE, "Item 1")])
    same = {"RTC": Cover(is_covered=True, quantity=Decimal(1000)), "REC": LEFT_OUT}
    assert weigh_scale(price(offer(*lines())), same) == Weighed(amount=Decimal(0))


def test_tiers_are_asked_at_both_quantities() -> None:
    tiers = Graduated(
        tiers=(Tier(up_to=Decimal(500), unit=Decimal(100)), Tier(start=Decimal(500), up_to=None, unit=Decimal(50)))
    )
    tiered = replace(lines()[0], charge=tiers, list_price=Decimal(75))
    covers = {"RTC": Cover(is_covered=True, quantity=Decimal(500))}
    assert weigh_scale(price(offer(tiered)), covers).amount == Decimal("25000.00")


def test_a_quantity_nobody_knows_is_asked_for() -> None:
    found = weigh_scale(price(offer(*lines())), {"RTC": COVERED, "REC": LEFT_OUT})
    assert (found.amount, [one.lack for one in found.unknown]) == (None, [Lack.QUANTITY])


def test_lines_of_one_product_are_one_item() -> None:
    twice = (lines()[0], replace(lines()[0], position=2, quantity=Decimal(3000)))
    priced = price(offer(*twice))
    assert list(items(priced)) == ["RTC"]
    assert weigh_scale(priced, {"RTC": Cover(is_covered=True, quantity=Decimal(2000))}).amount == Decimal("200000.00")


def test_what_is_covered_is_kept_as_it_was_told() -> None:
    covers = {"RTC": Cover(is_covered=True, quantity=Decimal("0.5")), "REC": LEFT_OUT, "SUP": Cover()}
    assert covers_from(covers_json(covers)) == {"RTC": covers["RTC"], "REC": LEFT_OUT}
