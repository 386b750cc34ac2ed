"""Every published worked example, through the domain functions that the screens and documents call."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.adapters import ADAPTERS, ROUNDED

CASES = Path(os.environ.get("DEALDESK_CASES", Path(__file__).parent / "cases"))


def published() -> list[Any]:
    """Every case of every file of the folder, numbers read from their text."""
    files = sorted(CASES.glob("*.json"))
    cases = [case for file in files for case in json.loads(file.read_text("utf-8"), parse_float=Decimal)]
    return [pytest.param(case, id=case["id"]) for case in cases]


def agrees(got: object, expected: object, *, rounded: bool) -> bool:
    """Equal as numbers; where the source printed a rounded figure, equal to as many decimals as it printed."""
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(got) == len(expected)
            and all(agrees(one, other, rounded=rounded) for one, other in zip(got, expected, strict=True))
        )
    if not isinstance(got, Decimal):
        return got == expected
    printed = Decimal(str(expected))
    if not rounded:
        return got == printed
    # Whichever way its source settles a half, it is within half of the last digit that is printed.
    return abs(got - printed) <= Decimal(5).scaleb(min(0, int(printed.as_tuple().exponent)) - 1)


def test_there_are_cases_to_run() -> None:
    assert published() != []


@pytest.mark.parametrize("case", published())
def test_a_published_example_is_reproduced(case: dict[str, Any]) -> None:
    adapter = ADAPTERS.get(case["kind"])
    assert adapter is not None, f"no adapter for the kind {case['kind']}"
    got = adapter(case["inputs"])
    differ = {
        name: (got.get(name), expected)
        for name, expected in case["expected"].items()
        if not agrees(got.get(name), expected, rounded=case["kind"] in ROUNDED)
    }
    assert differ == {}
