from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Graduated, Tier
from tests.quotes.domain.pricing.charges.models import D


def refusal_of(*rows: tuple[str, str | None]) -> Refusal:
    """What is said about a table given as (start, end) pairs."""
    tiers = tuple(Tier(start=D(start), up_to=None if end is None else D(end), unit=D(1)) for start, end in rows)
    with pytest.raises(Refusal) as refused:
        Graduated(tiers=tiers)
    return refused.value


def test_a_gap_is_refused_and_its_place_named() -> None:
    refused = refusal_of(("0", "10"), ("11", None))
    assert str(refused) == (
        "Between 10, where tier 1 ends, and 11, where tier 2 begins, there is no price: begin tier 2 at 10."
    )
    assert refused.field == "tiers.1.start"


def test_an_overlap_is_refused_and_its_place_named() -> None:
    refused = refusal_of(("0", "10"), ("8", "20"), ("20", None))
    assert str(refused) == (
        "From 8, where tier 2 begins, to 10, where tier 1 ends, there are two prices: begin tier 2 at 10."
    )
    assert refused.field == "tiers.1.start"


def test_a_table_without_an_open_end_is_refused() -> None:
    refused = refusal_of(("0", "10"), ("10", "20"))
    assert str(refused) == ("The last tier must be open: nothing says what more than 20 costs. Leave its end empty.")
    assert refused.field == "tiers.1.up_to"


def test_an_end_in_the_middle_of_nowhere_is_refused() -> None:
    refused = refusal_of(("0", None), ("10", None))
    assert str(refused) == "Tier 1 has no end, so tier 2 would never be reached."


@pytest.mark.parametrize("end", ["10", "5"])
def test_a_bound_that_does_not_rise_is_refused(end: str) -> None:
    refused = refusal_of(("0", "10"), ("10", end), (end, None))
    assert str(refused) == "Tier 2 must end above 10, where it begins."
    assert refused.field == "tiers.1.up_to"


def test_a_table_begins_at_nothing() -> None:
    assert str(refusal_of(("1", None))) == "The first tier begins at 0, not at 1."


def test_an_empty_table_is_refused() -> None:
    assert str(refusal_of()) == "A tier table needs at least one tier."


def test_a_table_has_an_end_of_rows() -> None:
    rows = [(str(i), str(i + 1)) for i in range(50)]
    assert str(refusal_of(*rows, ("50", None))) == "A tier table has at most 50 tiers."


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("unit", "-1", "Unit price must be a number from 0 to 1,000,000,000,000."),
        ("flat", "0.000000001", "Flat fee has at most 8 decimals."),
        ("percent", "101", "Percentage must be a number from 0 to 100."),
    ],
)
def test_a_price_out_of_range_is_refused_at_its_cell(column: str, value: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        Graduated(tiers=(Tier(**{column: Decimal(value)}),))
    assert str(refused.value) == said
    assert refused.value.field == f"tiers.0.{column}"
