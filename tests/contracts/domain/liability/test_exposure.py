"""What a contract's liability comes to."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.liability.damages import Loss, damages, day_beyond
from contracts.domain.liability.exposure import (
    Line,
    at_stake,
    exposure,
    fees_of_a_year,
    flags,
    general_cap,
    increased_cap,
    most_fine,
    not_entered,
    stops,
    unbounded,
)
from contracts.domain.liability.words import NEVER_CAPPED, Basis, Bucket, Harm, Unbounded
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Refusal
from tests.factories.law import law
from tests.factories.liability import LINES, TERMS

TOTAL = D(1_200_000)


def test_at_stake_is_the_smaller_of_cap_and_loss() -> None:
    found = exposure(TERMS, TOTAL, 2 * TOTAL)
    assert [one.at_stake for one in found] == [D(300_000), D(2_400_000), D(0)]
    assert at_stake(found) == D(2_700_000)


def test_a_loss_that_nobody_said_counts_with_its_whole_cap() -> None:
    silent = replace(TERMS, lines=(Line(harm=Harm.SERVICE, bucket=Bucket.GENERAL), *LINES[1:]))
    assert exposure(silent, TOTAL, None)[0].at_stake == TOTAL
    assert at_stake(exposure(silent, None, None)) is None


def test_a_cap_that_nobody_entered_is_not_a_missing_cap() -> None:
    terms = replace(TERMS, basis=Basis.AMOUNT)
    assert not_entered(terms, None) == {Bucket.GENERAL, Bucket.INCREASED}
    assert not_entered(replace(terms, increased_times=None, increased_amount=D(7)), None) == {Bucket.GENERAL}
    assert [not_entered(*told) for told in ((terms, D(1)), (TERMS, None), (replace(terms, per_claim=True), None))] == [
        frozenset()
    ] * 3


@pytest.mark.parametrize(
    ("harm", "bucket", "why"),
    [
        (Harm.SERVICE, Bucket.GENERAL, Unbounded.NOT_ENTERED),
        (Harm.UNLAWFUL, Bucket.UNLIMITED, Unbounded.BOUNDLESS),
        (Harm.INJURY, Bucket.UNLIMITED, Unbounded.UNSAID),
    ],
)
def test_what_is_not_bounded_says_why(harm: Harm, bucket: Bucket, why: Unbounded) -> None:
    terms = replace(TERMS, basis=Basis.AMOUNT, lines=(Line(harm=harm, bucket=bucket),))
    found = {one.bucket: unbounded(one, not_entered(terms, None)) for one in exposure(terms, None, None)}
    assert {one: told for one, told in found.items() if told} == {bucket: why}


def test_a_cap_for_each_claim_bounds_no_sum_of_claims() -> None:
    found = exposure(replace(TERMS, per_claim=True), TOTAL, 2 * TOTAL)
    assert [one.cap for one in found] == [None] * 3
    assert at_stake(found) == D(5_300_000)


@pytest.mark.parametrize(
    ("basis", "months", "cap"),
    [
        (Basis.PAYABLE, 24, 600_000),
        (Basis.PAID, 6, 1_200_000),
        (Basis.CONTRACT, 24, 1_200_000),
        (Basis.AMOUNT, 24, 500_000),
        (Basis.NONE, 24, None),
    ],
)
def test_the_general_cap_is_what_it_is_made_of(basis: Basis, months: int, cap: int | None) -> None:
    terms = replace(TERMS, basis=basis)
    assert general_cap(terms, TOTAL, months, D(500_000)) == (None if cap is None else D(cap))


def test_an_increased_cap_is_a_multiple_or_an_amount() -> None:
    assert increased_cap(TERMS, D(100)) == D(200)
    assert increased_cap(replace(TERMS, increased_times=None, increased_amount=D(7)), None) == D(7)
    assert increased_cap(TERMS, None) is None
    for wrong, field in (
        ({"increased_amount": D(1)}, "increased_times"),
        ({"increased_times": None}, "increased_times"),
    ):
        with pytest.raises(Refusal) as refused:
            replace(TERMS, **wrong)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({}, ()),
        ({"basis": Basis.NONE}, ("cap",)),
        ({"per_claim": True}, ("cap",)),
        ({"lines": (*LINES, Line(harm=Harm.UNLAWFUL, bucket=Bucket.UNLIMITED))}, ("unlimited",)),
        ({"credits_outside": True, "indemnity_outside": True, "one_sided": True, "waives_adjustment": True}, ()),
    ],
)
def test_what_we_do_not_sign_is_named_by_its_clause(changed: dict[str, object], keys: tuple[str, ...]) -> None:
    assert stops(replace(TERMS, **changed)) == keys


def test_what_is_out_of_line_names_its_clause_and_its_rule() -> None:
    told = replace(
        TERMS, excluded=frozenset({Loss.GROSS, Loss.INDIRECT}), waives_adjustment=True, one_sided=True,
        lines=(Line(harm=Harm.GROSS, bucket=Bucket.GENERAL),),
    )  # fmt: skip
    assert [(flag.clause, flag.rule) for flag in flags(told)] == [
        ("excluded_loss", Rule.STANDARD_TERMS),
        ("carve_outs", Rule.EXCLUSIONS),
        ("excluded_loss", Rule.EXCLUSIONS),
        ("damages", Rule.DAMAGES_ADJUSTED),
    ]


def test_a_loss_names_its_source() -> None:
    with pytest.raises(Refusal) as refused:
        Line(harm=Harm.DATA, bucket=Bucket.GENERAL, loss=D(1))
    assert refused.value.field == "data_source"


def test_a_fine_is_the_higher_of_amount_and_share() -> None:
    rule = law(Rule.DATA_FINES)
    assert [most_fine(rule, turnover) for turnover in (None, D(100_000_000), D(2_000_000_000))] == [
        D(50_000_000), D(50_000_000), D(100_000_000),
    ]  # fmt: skip


def test_damages_pass_the_bound_the_day_after_they_meet_it() -> None:
    assert (day_beyond(D(10_000), D(130_000)), day_beyond(D(10_000), D(130_001)), day_beyond(D(0), D(1))) == (
        14,
        14,
        None,
    )
    share = damages(law(Rule.DAMAGES), D(100), D(65)).share
    assert share is not None
    assert share.points == 50


MONEY = st.integers(0, 10**7).map(D)
TERMS_TOLD = st.builds(
    lambda lines: replace(TERMS, lines=tuple(lines)),
    st.lists(
        st.builds(Line, harm=st.sampled_from(Harm), bucket=st.sampled_from(Bucket), loss=MONEY, source=st.just("估算")),
        unique_by=lambda line: line.harm,
    ),
)


@given(TERMS_TOLD, MONEY, MONEY, MONEY)
def test_exposure_is_never_above_the_loss_and_a_higher_cap_never_lowers_it(
    terms: object, general: D, increased: D, more: D
) -> None:
    found = exposure(terms, general, increased)
    assert all(one.at_stake <= one.loss for one in found)
    assert at_stake(exposure(terms, general + more, increased + more)) >= at_stake(found)


@given(st.integers(1, 120), MONEY)
def test_a_year_costs_no_more_than_the_whole(months: int, total: D) -> None:
    assert fees_of_a_year(total, months) <= total


def test_only_what_the_law_forbids_to_cap_goes_without_one_freely() -> None:
    for harm in Harm:
        terms = replace(TERMS, lines=(Line(harm=harm, bucket=Bucket.UNLIMITED),))
        assert bool(terms.beyond) != (harm in NEVER_CAPPED)
