import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.meter import Counts, Meter
from quotes.domain.metering.stored import from_json, to_json
from tests.quotes.domain.metering.meters import meter, meters

SHORT = {"counts": "traffic", "unit": "gb", "since": "2026-07-01", "source": "price page"}
TIERS = {"sound": "audio", "tiers": [{"name": "HD", "up_to": 921600}, {"name": "more", "up_to": None}]}
USERS = SHORT | {"counts": "user_minutes", "unit": "minute", "tiers": TIERS}


@given(meters())
def test_a_meter_survives_json(original: Meter) -> None:
    assert from_json(json.loads(json.dumps(to_json(original)))) == original


def test_what_is_left_out_is_as_plain_as_can_be() -> None:
    assert from_json(SHORT) == meter(Counts.TRAFFIC)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (None, "meter"),
        ([], "meter"),
        ({1: 2}, "meter"),
        ({}, "counts"),
        (SHORT | {"colour": "red"}, "meter"),
        (SHORT | {"counts": "smiles"}, "counts"),
        (SHORT | {"counts": ["traffic"]}, "counts"),
        (SHORT | {"unit": None}, "unit"),
        (SHORT | {"since": "1 July"}, "since"),
        (SHORT | {"since": 20260701}, "since"),
        (SHORT | {"source": 7}, "source"),
        (SHORT | {"summed": "week"}, "summed"),
        (SHORT | {"places": 1.5}, "places"),
        (SHORT | {"places": True}, "places"),
        (SHORT | {"roles": "host"}, "roles"),
        (SHORT | {"roles": ["king"]}, "roles"),
        (SHORT | {"hours_in_month": "720"}, "hours_in_month"),
        (SHORT | {"counts": "enhanced_95", "unit": "mbps", "floor": "much"}, "floor"),
        (SHORT | {"counts": "enhanced_95", "unit": "mbps", "floor": "NaN"}, "floor"),
        (SHORT | {"counts": "enhanced_95", "unit": "mbps", "floor": True}, "floor"),
        (USERS | {"tiers": []}, "tiers"),
        (USERS | {"tiers": {"sound": "audio"}}, "tiers"),
        (USERS | {"tiers": TIERS | {"tiers": [{"name": "HD", "up_to": "921600"}]}}, "up_to"),
        (USERS | {"tiers": TIERS | {"tiers": [{"up_to": 1}]}}, "name"),
        (USERS | {"tiers": TIERS | {"counted_as": [[640, 352]]}}, "counted_as"),
        (USERS | {"weights": [{"tier": "HD", "factor": 0.57}]}, "factor"),
        (USERS | {"weights": [{"tier": "HD", "factor": "4", "role": "king"}]}, "role"),
        (USERS | {"free": {"order": ["HD"]}}, "units"),
        (USERS | {"free": {"units": 1, "order": [2]}}, "order"),
    ],
)
def test_what_is_malformed_is_refused_at_its_field(data: Any, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_json(data)
    assert refused.value.field == field


def test_numbers_are_read_from_text_never_from_a_binary_fraction() -> None:
    weights = [{"tier": name, "factor": "0.57"} for name in ("audio", "HD", "more")]
    assert {weight.factor for weight in from_json(USERS | {"weights": weights}).weights} == {Decimal("0.57")}
