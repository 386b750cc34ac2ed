"""Frozen content re-prices to the same cents for ever: rows are added to golden.json, and none is ever changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from quotes.domain.content import canonical, content_hash, from_canonical
from quotes.domain.pricing.engine import price

TOTALS = ("list_total", "itemised_total", "total", "net", "tax", "gross")
LINE = ("unit_price", "itemised_total", "total", "net", "tax", "gross")
GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))


def test_there_are_offers_of_both_schemas() -> None:
    assert {row["content"]["schema"] for row in GOLDEN} == {1, 2}


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["hash"][:8])
def test_frozen_content_keeps_its_hash_and_its_cents(row: dict[str, Any]) -> None:
    terms = from_canonical(row["content"])
    priced = price(terms)
    assert (canonical(terms), content_hash(terms)) == (row["content"], row["hash"])
    assert [str(getattr(priced, name)) for name in TOTALS] == row["totals"]
    assert [[str(getattr(line, name)) for name in LINE] for line in priced.lines] == row["lines"]
