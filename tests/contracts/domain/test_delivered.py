"""What was promised against what was delivered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.delivered import Promised, PromiseKind, check_figure, month_of, standing
from contracts.domain.sla.credits import CutFee, Scale, Tier
from contracts.domain.sla.spans import Cut
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

FIRST = date(2026, 10, 1)
AVAILABLE = Promised(kind=PromiseKind.AVAILABILITY, figure=D("99.9"), at_most=False)
ANSWERED = Promised(kind=PromiseKind.URGENT, figure=D(30), at_most=True)


def percent(points: str) -> Percent:
    return Percent(D(points))


SCALE = Scale(
    commitment=percent("99.9"),
    tiers=(
        Tier(low=percent("99"), high=percent("99.9"), credit=percent("10")),
        Tier(low=percent("0"), high=percent("99"), credit=percent("30")),
    ),
    cap=percent("25"),
)


def test_exactly_the_promise_keeps_it_whichever_way_is_better() -> None:
    assert [AVAILABLE.is_kept(D(figure)) for figure in ("99.9", "99.89999", "100")] == [True, False, True]
    assert [ANSWERED.is_kept(D(figure)) for figure in ("30", "31", "0")] == [True, False, True]
    assert (AVAILABLE.gap(D("99.5")), ANSWERED.gap(D(41)), ANSWERED.gap(D(3))) == (D("0.4"), D(11), D(0))


def test_a_miss_gives_back_what_the_scale_says_and_nothing_is_guessed_without_one() -> None:
    fee = D("70000.00")
    assert month_of(AVAILABLE, FIRST, D("99.5"), SCALE, fee).credit == D("7000.00")
    assert month_of(AVAILABLE, FIRST, D("98"), SCALE, fee).credit == D("17500.00")
    assert month_of(AVAILABLE, FIRST, D("99.5"), None, fee).credit is None
    assert month_of(ANSWERED, FIRST, D(41), SCALE, fee).credit is None
    silent = Scale(commitment=percent("99.9"), tiers=())
    assert [month_of(AVAILABLE, FIRST, D(figure), silent, fee).credit for figure in ("99.5", "99.9")] == [None, 0]


@pytest.mark.parametrize(("cut", "credit"), [(None, "7000.00"), (CutFee.WHOLE, "7000.00"), (CutFee.DAYS, "3387.10")])
def test_a_month_that_the_contract_cuts_short_gives_back_of_the_fee_that_the_wording_names(
    cut: CutFee | None, credit: str
) -> None:
    """Fifteen of thirty-one days of 70,000: 33,870.97, of which a tenth."""
    scale = replace(SCALE, cut=cut)
    assert month_of(AVAILABLE, FIRST, D("99.5"), scale, D(70_000), Cut(ran=15, days=31)).credit == D(credit)
    assert month_of(AVAILABLE, FIRST, D("99.5"), scale, D(70_000)).credit == D("7000.00")


def test_a_miss_that_the_scale_takes_for_kept_is_worth_what_nobody_knows() -> None:
    """99.95 is promised and 99.9 is what the scale commits to."""
    promised = Promised(kind=PromiseKind.AVAILABILITY, figure=D("99.95"), at_most=False)
    months = [month_of(promised, FIRST, D(figure), SCALE, D(70_000)) for figure in ("99.95", "99.92", "99.9", "99.5")]
    assert [month.credit for month in months] == [0, None, None, D(7_000)]


@given(figures=st.lists(st.decimals(95, 100, places=3), max_size=12), fee=st.decimals(0, 10**6, places=2))
def test_what_is_owed_grows_with_misses_and_stays_within_the_caps(figures: list[D], fee: D) -> None:
    months = [month_of(AVAILABLE, FIRST, figure, SCALE, fee) for figure in figures]
    told = standing(months)
    assert told.kept == sum(figure >= D("99.9") for figure in figures)
    assert 0 <= told.owed <= (told.months - told.kept) * (fee * 25 / 100 + D("0.01"))
    assert told.unpriced == 0
    assert (told.share is None) == (not figures)


@pytest.mark.parametrize(("kind", "figure"), [("availability", "101"), ("urgent", "-1"), ("other", "1e13")])
def test_what_no_figure_can_be_is_refused(kind: str, figure: str) -> None:
    with pytest.raises(Refusal):
        check_figure(PromiseKind(kind), D(figure))
