import json
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.content import canonical, content_hash, from_canonical
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.terms import (
    LineTerms,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    ServiceTerms,
    SupportHours,
)
from tests.quotes.domain.offers import offers, premium, with_line

CENT = Decimal("0.01")


def other(value: object) -> object:
    """A different value of the same kind."""
    match value:
        case bool():
            return not value
        case Decimal():
            return value - CENT if value >= CENT else value + CENT
        case int():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case RoundingScope() | RoundingMode() | PaymentPlan() | SupportHours():
            words = list(type(value))
            return words[(words.index(value) + 1) % len(words)]
        case str():
            return f"{value}x"
        case _:
            raise AssertionError(f"no other value for {value!r}")


WHOLE = {"currency", "form", "bundle_price"}  # changed by hand: a word of its own, and two that go together
PARTS = {"rounding": RoundingPolicy, "payment": PaymentTerms, "service": ServiceTerms, "line": LineTerms}
PLACES = [
    *(("offer", field.name) for field in fields(OfferTerms) if field.name not in {*PARTS, *WHOLE, "lines"}),
    *((part, field.name) for part, kind in PARTS.items() for field in fields(kind) if field.name != "position"),
]


def changed(terms: OfferTerms, part: str, name: str) -> OfferTerms:
    """The offer with one single value changed."""
    if part == "offer":
        return replace(terms, **{name: other(getattr(terms, name))})
    if part == "line":
        first = terms.lines[0]
        return with_line(terms, first.position, **{name: other(getattr(first, name))})
    inner = getattr(terms, part)
    return replace(terms, **{part: replace(inner, **{name: other(getattr(inner, name))})})


def test_the_hash_of_a_known_offer_never_changes() -> None:
    assert content_hash(premium()) == "6c529b93bb1767717477ac1f46016db013f3f541ba5812592cdf4a2dc1bc62c2"


def test_every_single_value_is_part_of_the_hash() -> None:
    terms = premium(bundle_price=Decimal(900_000))
    variants = [
        *(changed(terms, part, name) for part, name in PLACES),
        with_line(terms, 3, position=4),
        replace(terms, currency="USD"),
        replace(terms, bundle_price=Decimal("900000.01")),
        replace(terms, form=Form.ITEMISED, bundle_price=None),
        with_line(terms, 1, floor_price=None),
        replace(terms, lines=terms.lines[:2]),
        replace(terms, service=replace(terms.service, sla_availability=None)),
    ]
    assert len({content_hash(one) for one in [terms, *variants]}) == len(variants) + 1


@given(offers(service=premium().service), st.sampled_from(PLACES))
def test_changing_any_one_value_of_any_offer_changes_its_hash(terms: OfferTerms, place: tuple[str, str]) -> None:
    whole = replace(terms, lines=tuple(replace(line, floor_price=line.floor_price or CENT) for line in terms.lines))
    assert content_hash(changed(whole, *place)) != content_hash(whole)


@given(offers(), st.randoms())
def test_zeros_at_the_end_and_the_order_of_lines_do_not_matter(terms: OfferTerms, random: Random) -> None:
    lines = [
        replace(line, quantity=line.quantity * Decimal("1.000"), list_price=line.list_price.normalize())
        for line in terms.lines
    ]
    random.shuffle(lines)
    assert content_hash(replace(terms, lines=tuple(lines))) == content_hash(terms)


@pytest.mark.parametrize("text", ["8.5", "8.50", "8.500000", "0.85E1", "85E-1"])
def test_one_number_has_one_spelling(text: str) -> None:
    assert canonical(with_line(premium(), 1, discount=Decimal(text)))["lines"][0]["discount"] == "8.5"


@pytest.mark.parametrize(("text", "spelling"), [("1E+3", "1000"), ("0.00", "0"), ("-0", "0"), ("100", "100")])
def test_round_numbers_and_zero_are_written_out(text: str, spelling: str) -> None:
    assert canonical(with_line(premium(), 1, list_price=Decimal(text)))["lines"][0]["list_price"] == spelling


@given(offers())
def test_terms_come_back_from_json_as_they_went(terms: OfferTerms) -> None:
    back = from_canonical(json.loads(json.dumps(canonical(terms))))
    assert back == replace(terms, lines=tuple(sorted(terms.lines, key=lambda line: line.position)))
    assert content_hash(back) == content_hash(terms)


def test_a_schema_from_the_future_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="unknown content schema 2"):
        from_canonical({**canonical(premium()), "schema": 2})
