import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import (
    AnyCharge,
    Bound,
    ChargeKind,
    CommittedSpend,
    Graduated,
    Package,
    PercentOf,
    PerUnit,
    Reach,
    Scope,
    Tier,
    from_json,
    to_json,
)
from quotes.domain.pricing.charges.codec import MODELS
from tests.quotes.domain.pricing.charges.models import D, every_model, table

MINUTES = Graduated(tiers=table(("10000", "0"), ("500000", "0.00399"), (None, "0.0035", "20")), upper=Bound.EXCLUSIVE)


def test_every_kind_has_its_model() -> None:
    assert {model.kind for model in MODELS} == set(ChargeKind)


def test_a_model_is_written_in_plain_words_with_its_kind_first() -> None:
    written = to_json(MINUTES)
    assert next(iter(written)) == "kind"
    assert written == {
        "kind": "graduated",
        "tiers": [{"up_to": "10000"}, {"up_to": "500000", "unit": "0.00399"}, {"unit": "0.0035", "flat": "20"}],
        "upper": "exclusive",
    }


def test_decimals_are_written_as_short_as_they_can_be() -> None:
    assert to_json(Package(size=D("1E+3"), price=D("8.500"), free=D("0.00"))) == {
        "kind": "package",
        "size": "1000",
        "price": "8.5",
    }


def test_a_scope_is_written_by_its_names() -> None:
    support = PercentOf(percent=D(10), scope=Scope(reach=Reach.GROUPS, names=("通话",)), default_months=12)
    assert to_json(support) == {
        "kind": "percent_of",
        "percent": "10",
        "scope": {"reach": "groups", "names": ["通话"]},
        "default_months": 12,
    }


def test_rows_may_name_where_they_begin() -> None:
    rows = [{"start": "0", "up_to": "10", "unit": "2"}, {"start": "10", "unit": "1"}]
    assert from_json({"kind": "graduated", "tiers": rows}) == Graduated(tiers=table(("10", "2"), (None, "1")))


def test_a_row_that_does_not_say_where_it_begins_does_so_where_the_last_one_ended() -> None:
    rows = [{"up_to": "10", "unit": "3"}, {"start": "10", "up_to": "20", "unit": "2"}, {"unit": "1"}]
    charge = from_json({"kind": "graduated", "tiers": rows})
    assert charge == Graduated(tiers=table(("10", "3"), ("20", "2"), (None, "1")))


def test_whole_numbers_and_exact_decimals_are_read_as_they_are() -> None:
    assert from_json({"kind": "per_unit", "unit": 3}) == PerUnit(unit=D(3))
    assert from_json({"kind": "per_unit", "unit": Decimal("0.1")}) == PerUnit(unit=D("0.1"))


@given(every_model)
def test_a_model_survives_being_stored(charge: AnyCharge) -> None:
    assert from_json(json.loads(json.dumps(to_json(charge)))) == charge


@given(every_model)
def test_a_model_that_was_read_is_written_alike(charge: AnyCharge) -> None:
    assert to_json(from_json(to_json(charge))) == to_json(charge)


UNIT = {"kind": "per_unit", "unit": "1"}
MALFORMED: list[tuple[Any, str, str]] = [
    ([], "charge", "A price model is written as an object with a kind."),
    ({}, "kind", "There is no price model of the kind None."),
    ({"kind": "gift"}, "kind", "There is no price model of the kind gift."),
    ({"kind": ["flat"]}, "kind", "There is no price model of the kind ['flat']."),
    ({"kind": "flat"}, "amount", "The price model needs its amount."),
    ({"kind": "flat", "amount": "1", "cost": "0.5"}, "cost", "A price model of this kind has no cost."),
    ({"kind": "flat", "amount": 0.1}, "amount", "amount must be a number, written as text."),
    ({"kind": "flat", "amount": True}, "amount", "amount must be a number, written as text."),
    ({"kind": "flat", "amount": "one"}, "amount", "amount must be a number, written as text."),
    ({"kind": "flat", "amount": "1" * 41}, "amount", "amount must be a number, written as text."),
    ({"kind": "flat", "amount": "NaN"}, "amount", "Flat fee must be a number from 0 to 1,000,000,000,000."),
    ({"kind": "flat", "amount": "-1"}, "amount", "Flat fee must be a number from 0 to 1,000,000,000,000."),
    ({"kind": "package", "size": "0", "price": "1"}, "size", "Units in a package must be more than 0."),
    (
        {"kind": "package", "size": "1", "price": "1", "at_least_one": 1},
        "at_least_one",
        "at_least_one must be true or false.",
    ),
    ({"kind": "volume", "tiers": {}}, "tiers", "tiers must be a list."),
    ({"kind": "volume", "tiers": [1]}, "tiers.0", "tiers.0 must be an object."),
    ({"kind": "volume", "tiers": [{"units": "1"}]}, "tiers.0.units", "A price model of this kind has no units."),
    ({"kind": "volume", "tiers": [{"unit": []}]}, "tiers.0.unit", "tiers.0.unit must be a number, written as text."),
    (
        {"kind": "volume", "tiers": [{"up_to": "5"}, {"up_to": "4"}, {}]},
        "tiers.1.up_to",
        "Tier 2 must end above 5, where it begins.",
    ),
    ({"kind": "volume", "tiers": [{}], "upper": "open"}, "upper", "upper must be one of: inclusive, exclusive."),
    ({"kind": "ramp", "years": [{}]}, "years.0.unit", "The price model needs its unit."),
    (
        {"kind": "prorated", "charge": UNIT, "part": "1", "whole": 2, "measure": "days"},
        "part",
        "part must be a whole number.",
    ),
    ({"kind": "percent_of", "percent": "1", "scope": {"names": [1]}}, "scope.names.0", "scope.names.0 must be text."),
    (
        {"kind": "percent_of", "percent": "1", "scope": {"reach": "groups"}},
        "scope.names",
        "Say which groups or products are meant.",
    ),
    (
        {"kind": "committed_spend", "commitment": "1", "usage": {"kind": "flat", "amount": "-1"}},
        "usage.amount",
        "Flat fee must be a number from 0 to 1,000,000,000,000.",
    ),
    (
        {"kind": "contracted", "price": UNIT, "list": {"kind": "minimum_spend", "minimum": "1"}},
        "list.kind",
        "A price model inside another one must be a plain one.",
    ),
]


@pytest.mark.parametrize(("content", "field", "said"), MALFORMED)
def test_what_is_malformed_is_refused_at_its_place(content: Any, field: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_json(content)
    assert (refused.value.field, str(refused.value)) == (field, said)


def test_models_cannot_be_stacked_without_end() -> None:
    content: dict[str, Any] = to_json(CommittedSpend(commitment=D(1), usage=PerUnit(unit=D(1))))
    with pytest.raises(Refusal, match="must be a plain one"):
        from_json({"kind": "committed_spend", "commitment": "1", "usage": content})


def test_a_table_of_its_own_is_not_joined_over_a_gap() -> None:
    rows = [{"start": "0", "up_to": "10"}, {"start": "11"}]
    with pytest.raises(Refusal, match="there is no price"):
        from_json({"kind": "volume", "tiers": rows})


def test_a_tier_is_not_a_price_model() -> None:
    assert to_json(Graduated(tiers=(Tier(),))) == {"kind": "graduated", "tiers": [{}]}
