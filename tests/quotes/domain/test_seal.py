import pytest

from quotes.domain.seal import WHOLE, sealed

TERMS, COST = "a" * 64, "b" * 64
KNOWN = "cd5a52d30a488ccc83c58f76c500f1c15d9e9bb628b61bab05e04d5a1de9c0df"
AMOUNTS = {"gross_total": "839600", "lines": [{"gross_total": "839600"}]}


def test_the_hash_of_a_known_offer_with_its_amounts_and_cost_never_changes() -> None:
    assert sealed(WHOLE, terms=TERMS, amounts=AMOUNTS, cost=COST) == KNOWN


@pytest.mark.parametrize(
    "other", [{"terms": COST}, {"amounts": {**AMOUNTS, "gross_total": "839600.01"}}, {"cost": ""}, {"form": 3}]
)
def test_whatever_it_covers_changes_it(other: dict[str, object]) -> None:
    told: dict[str, object] = {"form": WHOLE, "terms": TERMS, "amounts": AMOUNTS, "cost": COST}
    assert sealed(**told | other) != sealed(**told)  # type: ignore[arg-type]
