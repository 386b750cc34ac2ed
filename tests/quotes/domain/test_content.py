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
from quotes.domain.pricing.charges import Flat
from quotes.domain.pricing.discounts import MarkupKind
from quotes.domain.pricing.terms import (
    Column,
    Exchange,
    HeaderDiscount,
    LineTerms,
    Markup,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    Reckoning,
    Role,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    ServiceTerms,
    Stacking,
    Step,
    SupportHours,
)
from tests.quotes.domain.offers import full_offers, line, offer, offers, premium, with_line

CENT = Decimal("0.01")


OTHERWISE: dict[str, object] = {
    "charge": Flat(amount=Decimal(5)),
    "discounts": (Step(name="partner", percent=Decimal(5)),),
    "markup": Markup(percent=Decimal(5)),
    "other_taxes": (Decimal(5),),
}


def other(name: str, value: object) -> object:
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
        case RoundingScope() | RoundingMode() | PaymentPlan() | SupportHours() | Role() | Stacking():
            words = list(type(value))
            return words[(words.index(value) + 1) % len(words)]
        case str():
            return f"{value}x"
        case () | None:
            return OTHERWISE[name]
        case _:
            raise AssertionError(f"no other value for {value!r}")


# Changed by hand: a word of its own, those that go together, and what is written only where cents depend on it.
WHOLE = {"currency", "form", "bundle_price", "header", "columns", "recommended", "exchange", "role", "reckoning"}
BY_HAND = {"position", "role", "columns"}
PARTS = {"rounding": RoundingPolicy, "payment": PaymentTerms, "service": ServiceTerms, "line": LineTerms}
PLACES = [
    *(("offer", field.name) for field in fields(OfferTerms) if field.name not in {*PARTS, *WHOLE, "lines"}),
    *((part, field.name) for part, kind in PARTS.items() for field in fields(kind) if field.name not in BY_HAND),
]


def changed(terms: OfferTerms, part: str, name: str) -> OfferTerms:
    """The offer with one single value changed."""
    if part == "offer":
        return replace(terms, **{name: other(name, getattr(terms, name))})
    if part == "line":
        first = terms.lines[0]
        return with_line(terms, first.position, **{name: other(name, getattr(first, name))})
    inner = getattr(terms, part)
    return replace(terms, **{part: replace(inner, **{name: other(name, getattr(inner, name))})})


@pytest.mark.parametrize(
    ("reckoning", "known"),
    [
        (Reckoning.FIRST, "6c529b93bb1767717477ac1f46016db013f3f541ba5812592cdf4a2dc1bc62c2"),
        (Reckoning.SECOND, "6c529b93bb1767717477ac1f46016db013f3f541ba5812592cdf4a2dc1bc62c2"),
        (Reckoning.THIRD, "4c2e477fe153c15df54414564a5a819ca8c39373864270944c605e2045953208"),
    ],
)
def test_the_hash_of_a_known_offer_never_changes(reckoning: Reckoning, known: str) -> None:
    assert content_hash(premium(reckoning=reckoning)) == known


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
    with pytest.raises(ValueError, match="unknown content schema 3"):
        from_canonical({**canonical(premium()), "schema": 3})


DOLLARS = Exchange(
    source_currency="CNY", target_currency="USD", rate=Decimal("0.14"), on=date(2026, 11, 26), source="中国外汇交易中心"
)
COLUMNS = (Column(name="基础版", bundle_price=Decimal(90)), Column(name="高级版"))
NEWER = (
    premium(stacking=Stacking.ADDITIVE),
    premium(header=HeaderDiscount(amount=Decimal(10))),
    premium(header=HeaderDiscount(amount=Decimal(11))),
    premium(header=HeaderDiscount(steps=(Step(name="返利", percent=Decimal(10)),))),
    premium(header=HeaderDiscount(steps=(Step(name="返利", percent=Decimal(11)),))),
    premium(columns=COLUMNS, recommended="高级版"),
    premium(columns=COLUMNS[1:], recommended="高级版"),
    premium(columns=(COLUMNS[1], replace(COLUMNS[0], bundle_price=None)), recommended="高级版"),
    premium(columns=(COLUMNS[1], replace(COLUMNS[0], bundle_price=None)), recommended="基础版"),
    with_line(premium(columns=COLUMNS, recommended="高级版"), 3, columns=("高级版",)),
    with_line(premium(), 3, role=Role.OPTIONAL),
    with_line(premium(), 3, role=Role.ALTERNATIVE),
    with_line(premium(), 3, markup=Markup(percent=Decimal(5))),
    with_line(premium(), 3, markup=Markup(percent=Decimal(5), kind=MarkupKind.MARGIN)),
    premium(currency="USD", exchange=DOLLARS),
    premium(currency="USD", exchange=replace(DOLLARS, source="央行")),
    premium(currency="USD", exchange=replace(DOLLARS, on=date(2026, 11, 25))),
    premium(currency="USD", exchange=replace(DOLLARS, rate=Decimal("0.141"))),
    premium(currency="USD", exchange=replace(DOLLARS, source_currency="HKD")),
    premium(rounding=RoundingPolicy(scope=RoundingScope.GRAND)),
)


def test_every_newer_feature_is_part_of_the_hash_and_says_its_schema() -> None:
    assert len({content_hash(terms) for terms in (premium(), *NEWER)}) == len(NEWER) + 1
    assert {canonical(replace(terms, reckoning=Reckoning.SECOND))["schema"] for terms in NEWER} == {2}


def test_an_offer_without_newer_features_is_written_as_it_always_was() -> None:
    plain = canonical(offer(line(), reckoning=Reckoning.SECOND))
    assert plain["schema"] == 1
    assert {"stacking", "header", "columns", "recommended", "exchange", "reckoning"}.isdisjoint(plain)
    assert {"discounts", "markup", "other_taxes", "role", "columns"}.isdisjoint(plain["lines"][0])


@given(full_offers())
def test_newer_terms_come_back_from_json_as_they_went(terms: OfferTerms) -> None:
    back = from_canonical(json.loads(json.dumps(canonical(terms))))
    assert back == replace(terms, lines=tuple(sorted(terms.lines, key=lambda line: line.position)))
    assert content_hash(back) == content_hash(terms)
