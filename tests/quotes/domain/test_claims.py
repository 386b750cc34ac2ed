"""What a claim may say, on which days it may be told, and the two readings of “15 % better”."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told
from quotes.domain.claims import (
    Better,
    Reading,
    Source,
    Unit,
    Unproved,
    check,
    readings,
    saved_by,
    says_the_same,
    unproved,
)
from tests.factories.value import TODAY, said

GAIN: dict[str, Any] = {"unit": Unit.GAIN, "better": Better.HIGHER, "ours": Decimal(15), "alternative": None}


def test_fifteen_better_saves_thirteen_read_as_relative_and_twenty_read_as_points() -> None:
    both = readings(Decimal(15), Decimal(60))
    assert {reading: found and found.rounded() for reading, found in both.items()} == {
        Reading.RELATIVE: Percent(Decimal("13.04")),
        Reading.POINTS: Percent(Decimal("20.00")),
    }
    assert readings(Decimal(15), None)[Reading.POINTS] is None
    assert readings(Decimal(15), Decimal(90))[Reading.POINTS] is None
    with pytest.raises(Refusal):
        saved_by(Decimal(15), Reading.POINTS)


def test_the_effect_is_how_much_better_ours_is() -> None:
    assert said().effect == Decimal("0.9")
    assert said(**GAIN, reading=Reading.RELATIVE).effect.quantize(Decimal("0.01")) == Decimal("13.04")
    assert said(**GAIN | {"alternative": Decimal(60)}, reading=Reading.POINTS).effect == 20


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"metric": Told("")}, "metric_zh"),
        ({"condition": Told("")}, "condition_zh"),
        ({"origin": ""}, "origin"),
        ({"ours": Decimal(-1)}, "ours"),
        (GAIN, "reading"),
        ({"reading": Reading.POINTS}, "reading"),
        (GAIN | {"reading": Reading.RELATIVE, "better": Better.LOWER}, "better"),
        ({"alternative": None}, "alternative"),
        (GAIN | {"reading": Reading.RELATIVE, "ours": Decimal(0)}, "ours"),
        ({"alternative": Decimal(101)}, "ours"),
        (GAIN | {"reading": Reading.POINTS, "alternative": Decimal(90)}, "alternative"),
        ({"ours": Decimal(2)}, "ours"),
        ({"valid_until": TODAY - timedelta(days=31)}, "valid_until"),
    ],
)
def test_what_could_not_be_meant_is_refused_beside_its_field(changed: dict[str, Any], field: str) -> None:
    check(said())
    check(said(**GAIN, reading=Reading.RELATIVE))
    with pytest.raises(Refusal) as refused:
        check(said(**changed))
    assert refused.value.field == field


def test_all_that_keeps_a_claim_from_paper_is_told() -> None:
    told = said()
    last = told.valid_until
    assert unproved(told, has_evidence=True, is_retired=False, day=last) == ()
    late = unproved(told, has_evidence=False, is_retired=True, day=last + timedelta(days=1))
    assert late == (Unproved.RETIRED, Unproved.NO_EVIDENCE, Unproved.EXPIRED)
    assumed = said(source=Source.ASSUMPTION)
    assert unproved(assumed, has_evidence=True, is_retired=False, day=last) == (Unproved.ASSUMED,)


def test_evidence_proves_what_was_measured_and_nothing_else() -> None:
    assert says_the_same(said(), said(valid_until=TODAY + timedelta(days=400), origin="另一处"))
    assert not says_the_same(said(), said(ours=Decimal("0.2")))
