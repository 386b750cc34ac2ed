"""The table of formulas: the seed's figures to the cent, and every row proportional to the effect of its claim."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.claims import Better, Claim, Reading, Unit
from quotes.domain.value.formulas import ASKED, COSTS, FORMULAS, Formula, Input, for_claim, worth
from tests.factories.value import TICKETS, said

CALLS = Decimal(3_000_000)
FIGURES = st.dictionaries(
    st.sampled_from(list(Input)), st.decimals(0, 100, places=2), min_size=len(Input), max_size=len(Input)
)


def of(unit: Unit, better: Better, ours: str, alternative: str | None, reading: Reading | None = None) -> Claim:
    told: dict[str, Any] = {"unit": unit, "better": better, "reading": reading, "ours": Decimal(ours)}
    return said(**told, alternative=None if alternative is None else Decimal(alternative))


GAIN = of(Unit.GAIN, Better.HIGHER, "15", None, Reading.RELATIVE)
SECONDS = of(Unit.SECONDS, Better.LOWER, "1", "3")


def test_fewer_complaints_are_tickets_and_users_who_stay() -> None:
    kept = {Input.CALLS: CALLS, Input.LEAVES: Decimal("2.32"), Input.MARGIN: Decimal(80)}
    assert worth(Formula.TICKETS, said(), TICKETS) == 324_000
    assert worth(Formula.RETENTION, said(), kept) == 50_112


@pytest.mark.parametrize(
    ("formula", "claim", "told", "expected"),
    [
        (Formula.BANDWIDTH, GAIN, {Input.BANDWIDTH: 1_150_000}, 150_000),
        (
            Formula.DOWNTIME,
            of(Unit.PERCENT, Better.HIGHER, "99.95", "99.9"),
            {Input.REVENUE: 10_000, Input.AT_RISK: 50},
            21_900,
        ),
        (Formula.STARTS, SECONDS, {Input.STARTED: 1_000_000, Input.GIVEN_UP: 5, Input.START_MARGIN: 1}, 100_000),
        (Formula.ENGINEERS, of(Unit.HOURS, Better.LOWER, "20", "60"), {Input.HOUR: 200}, 96_000),
        (Formula.LAUNCH, of(Unit.WEEKS, Better.LOWER, "2", "8"), {Input.WEEK: 30_000}, 180_000),
        (Formula.UNPRICED, SECONDS, {}, 0),
        (Formula.SWITCHING, None, {Input.DAYS: 30, Input.DAY: 2000}, 60_000),
        (Formula.PARALLEL, None, {Input.MONTHS: 2, Input.MONTH: 50_000}, 100_000),
        (Formula.TRAINING, None, {Input.PEOPLE: 20, Input.HOURS: 4, Input.HOUR: 100}, 8_000),
        (Formula.UPKEEP, None, {Input.YEARLY: 12_000}, 12_000),
    ],
)
def test_every_row_gives_its_money(
    formula: Formula, claim: Claim | None, told: dict[Input, int], expected: int
) -> None:
    found = worth(formula, claim, {key: Decimal(amount) for key, amount in told.items()})
    assert found.quantize(Decimal("0.01")) == expected


def test_the_table_asks_for_nothing_it_does_not_know() -> None:
    assert set(FORMULAS) == set(Formula)
    assert {each for rule in FORMULAS.values() for each in rule.inputs} == set(Input) == set(ASKED)
    assert for_claim(GAIN) == (Formula.BANDWIDTH, Formula.UNPRICED)
    assert for_claim(said()) == (Formula.TICKETS, Formula.RETENTION, Formula.UNPRICED)


def test_a_figure_that_nobody_gave_is_asked_for_and_no_claim_is_bent() -> None:
    for formula, claim, told, field in (
        (Formula.TICKETS, said(), {Input.CALLS: CALLS}, "ticket"),
        (Formula.TICKETS, said(), {Input.CALLS: Decimal(-1), Input.TICKET: Decimal(1)}, "calls"),
        (
            Formula.RETENTION,
            said(),
            {Input.CALLS: CALLS, Input.LEAVES: Decimal(101), Input.MARGIN: Decimal(1)},
            "leaves",
        ),
        (Formula.BANDWIDTH, said(), {Input.BANDWIDTH: CALLS}, "formula"),
        (Formula.TICKETS, None, TICKETS, "formula"),
    ):
        with pytest.raises(Refusal) as refused:
            worth(formula, claim, told)
        assert refused.value.field == field


@given(told=FIGURES, part=st.sampled_from([2, 3, 4]))
def test_half_of_the_effect_is_worth_half_of_the_money(told: dict[Input, Decimal], part: int) -> None:
    """Which is why what pays can be read off a share of the effect."""
    whole = of(Unit.PERCENT, Better.LOWER, "0", "12")
    less = of(Unit.PERCENT, Better.LOWER, "0", str(12 // part))
    for formula in (Formula.TICKETS, Formula.RETENTION):
        figures = {key: told[key] for key in FORMULAS[formula].inputs}
        assert worth(formula, less, figures) * part == worth(formula, whole, figures)
    for formula in COSTS:
        assert worth(formula, None, {key: told[key] for key in FORMULAS[formula].inputs}) >= 0
