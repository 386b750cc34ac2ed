"""What a promise of experience leaves open."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from contracts.domain.sla.experience import Metric, Platform, traps
from dealdesk.kernel.refusals import Refusal
from tests.factories.experience import WHOLE


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ()),
        ({"platform": None}, ("no platform",)),
        ({"denominator": None}, ("no denominator",)),
        ({"percentile": None}, ("no percentile",)),
        ({"pause": None}, ("no pause",)),
        (
            {"platform": None, "denominator": None, "percentile": None},
            ("no platform", "no denominator", "no percentile"),
        ),
        ({"metric": Metric.DELAY, "pause": None}, ()),
    ],
)
def test_each_thing_that_is_missing_is_said(changed: dict[str, object], words: tuple[str, ...]) -> None:
    found = traps(replace(WHOLE, **changed))
    assert [word in one.message for one, word in zip(found, words, strict=True)] == [True] * len(words)


@pytest.mark.parametrize(
    ("metric", "platform", "pause", "is_trap"),
    [
        (Metric.VIDEO_FREEZE, Platform.NATIVE, 600, False),
        (Metric.VIDEO_FREEZE, Platform.NATIVE, 500, True),
        (Metric.VIDEO_FREEZE, Platform.WEB, 500, False),
        (Metric.AUDIO_FREEZE, Platform.NATIVE, 199, True),
    ],
)
def test_a_freeze_that_begins_earlier_than_usual_counts_more(
    metric: Metric, platform: Platform, pause: int, is_trap: bool
) -> None:
    assert bool(traps(replace(WHOLE, metric=metric, platform=platform, pause=pause))) == is_trap


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": D(101)}, "value"),
        ({"percentile": 0}, "percentile"),
        ({"metric": Metric.DELAY}, "pause"),
        ({"pause": 60_001}, "pause"),
    ],
)
def test_what_cannot_be_is_refused(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        replace(WHOLE, **changed)
    assert refused.value.field == field
