import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.domain.costs.floor import Term
from quotes.domain.costs.need import over_term
from quotes.domain.costs.offer import offer_cost
from quotes.domain.costs.stored import content_hash, inputs_from, kept, kept_inputs, result_json
from quotes.domain.costs.words import CostPart
from tests.quotes.domain.costs.stated import need, terms
from tests.quotes.domain.costs.test_offer import inputs

D = Decimal


def through_a_table(content: object) -> object:
    return json.loads(json.dumps(content))


def test_what_was_kept_is_kept_inputs_to_the_cent() -> None:
    told = inputs()
    content = through_a_table(kept(told, offer_cost(told)))
    assert inputs_from(content["inputs"]) == told  # type: ignore[index]
    assert result_json(offer_cost(kept_inputs(content))) == content["result"]  # type: ignore[arg-type,index]


def test_a_gap_is_kept_as_a_gap() -> None:
    told = inputs(needs=over_term([need(region="西北")], 12), terms=terms())
    result = result_json(offer_cost(told))
    assert (result["floor"], result["gaps"][0]["params"]["region"]) == (None, "西北")


def test_a_schema_nobody_knows_is_refused() -> None:
    told = inputs()
    with pytest.raises(ValueError, match="unknown schema"):
        kept_inputs(kept(told, offer_cost(told)) | {"schema": 3})


def test_what_was_kept_before_a_rule_was_known_is_reckoned_without_it() -> None:
    """CDN is charged by units sold alone, is used, and the offer sells none: a gap today, and none at that time."""
    told = inputs(needs=over_term([need(pushed_minutes=1000)], 12), sold={})
    before = replace(told, names_unsold=False)
    content = through_a_table(kept(before, offer_cost(before)) | {"schema": 1})
    assert result_json(offer_cost(kept_inputs(content))) == content["result"]  # type: ignore[arg-type,index]
    assert content["result"]["floor"] is not None  # type: ignore[index]
    assert offer_cost(told).costed.floor is None


def test_equal_content_has_an_equal_hash_whatever_its_order() -> None:
    told = inputs()
    content = kept(told, offer_cost(told))
    assert content_hash(dict(reversed(content.items()))) == content_hash(content)
    assert content_hash(content | {"schema": 1}) != content_hash(content)


@settings(max_examples=25)
@given(
    streams=st.integers(0, 20_000),
    gb=st.decimals(0, 10**7, places=3),
    free=st.integers(0, 3),
    growth=st.decimals("-0.05", "0.2", places=3),
    revenue=st.decimals(0, 10**7, places=2),
)
def test_any_usage_survives_the_table(streams: int, gb: Decimal, free: int, growth: Decimal, revenue: Decimal) -> None:
    lines = (inputs().lines[0], *inputs().lines[1:])
    needs = over_term([need(streams=streams, traffic=gb, recorded_minutes=gb)], 12 + free, growth)
    told = inputs(needs=needs, term=Term(months=12, free=free), lines=lines, sold={"RLY-CDN": revenue})
    content = through_a_table(kept(told, offer_cost(told)))
    assert result_json(offer_cost(kept_inputs(content))) == content["result"]  # type: ignore[arg-type,index]
    assert CostPart.BANDWIDTH in offer_cost(told).reckoned.parts
