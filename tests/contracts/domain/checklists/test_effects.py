"""What a clause comes to, by the figure it names."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.checklists.effects import Ground, effects
from contracts.domain.checklists.scoring import Judged, score
from contracts.domain.checklists.words import Asked
from contracts.domain.payment import Buyer
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Blocker, Refusal, Warning_
from tests.factories.law import shipped

GROUND = Ground(
    total=D(1_000_000),
    months=12,
    currency="CNY",
    may_see_rate=True,
    rate=Percent(D(6)),
    buyer=Buyer.LARGE,
    we_are_small=True,
    law={text.rule: text for text in shipped()},
)


def told(asked: Asked, figure: str, ground: Ground = GROUND) -> list[str]:
    return [str(one) for one in effects(asked, D(figure), ground)]


def test_half_a_year_of_credit_costs_what_the_published_case_says_and_needs_the_custom_of_the_trade() -> None:
    """PAY-15 and LAW-06: 28,326.42 of a million at 6 %; no hard limit for a large enterprise, but 60 days as a rule."""
    money, law = effects(Asked.DAYS, D(180), GROUND)
    assert round(money.value or 0, 2) == D("28326.42")
    assert isinstance(law, Warning_)
    assert "60 days" in str(law)


def test_a_public_body_may_not_take_ninety_days() -> None:
    """LAW-03."""
    found = effects(Asked.DAYS, D(90), replace(GROUND, buyer=Buyer.PUBLIC))
    assert [type(one) for one in found[1:]] == [Blocker]
    assert len(effects(Asked.DAYS, D(60), replace(GROUND, buyer=Buyer.PUBLIC))) == 1


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        (replace(GROUND, rate=None), "finance has not said"),
        (replace(GROUND, may_see_rate=False, rate=None), "those who may see what money costs"),
        (replace(GROUND, buyer=None), "depends on who buys"),
        (replace(GROUND, we_are_small=None), "depends on who buys"),
    ],
)
def test_what_nobody_has_said_is_asked_for_and_never_guessed(ground: Ground, says: str) -> None:
    assert any(says in sentence for sentence in told(Asked.DAYS, "90", ground))


def test_no_law_is_held_against_whom_it_does_not_bind() -> None:
    for ground in (replace(GROUND, buyer=Buyer.MEDIUM), replace(GROUND, we_are_small=False)):
        assert len(effects(Asked.DAYS, D(90), ground)) == 1


def test_three_nines_are_eight_hours_and_three_quarters_a_year() -> None:
    assert told(Asked.AVAILABILITY, "99.9")[0] == "May be down for 8h45m36s a year of 365 days, 43m12s a month of 30."


def test_a_cap_is_told_against_the_contract_and_daily_damages_by_their_day() -> None:
    assert told(Asked.CAP, "500000") == ["At worst ¥500,000.00, 50% of the contract."]
    assert told(Asked.DAILY, "5000") == ["¥5,000.00 a day has eaten up the contract on day 200."]
    assert told(Asked.DAILY, "0") == []
    assert told(Asked.CAP, "500000", replace(GROUND, total=D(0))) == ["At worst ¥500,000.00."]


def test_the_laws_own_interest_stands_beside_an_agreed_one_where_it_binds() -> None:
    """LAW-01 and LAW-08: 0.05 % a day is 18.25 % a year; a medium enterprise owes it by no such rule."""
    assert "18.25%" in told(Asked.INTEREST, "6")[0]
    assert told(Asked.INTEREST, "6", replace(GROUND, buyer=Buyer.MEDIUM)) == []
    assert "depends on who buys" in told(Asked.INTEREST, "6", replace(GROUND, buyer=None))[0]


@pytest.mark.parametrize(
    ("asked", "figure"),
    [(Asked.DAYS, "1.5"), (Asked.DAYS, "4000"), (Asked.CAP, "-1"), (Asked.AVAILABILITY, "100.1")],
)
def test_a_figure_that_cannot_be_is_refused(asked: Asked, figure: str) -> None:
    with pytest.raises(Refusal):
        effects(asked, D(figure), GROUND)


def test_one_clause_that_we_do_not_sign_is_told_apart_from_the_score() -> None:
    found = score([Judged(0, 1), Judged(3, 1), Judged(None, 5)])
    assert (found.points, found.judged, found.items, found.stops) == (Percent(D(50)), 2, 3, 1)
    assert score([Judged(None, 1)]).points is None


@given(st.lists(st.builds(Judged, st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=8), st.data())
def test_a_worse_clause_never_makes_a_better_score(items: list[Judged], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(items) - 1))
    worse = [*items]
    worse[place] = Judged(min(3, (items[place].level or 0) + 1), items[place].weight)
    before, after = score(items).points, score(worse).points
    assert before is not None
    assert after is not None
    assert before <= after <= Percent(D(100))


LONG = replace(GROUND, total=D(1_200_000))


def test_a_missed_month_gives_back_its_share_of_that_months_fee() -> None:
    (money,) = effects(Asked.CREDIT, D(25), LONG)
    assert money.value == D(25_000)
    assert str(money) == (
        "A missed month gives back ¥25,000.00, 25% of its fee of ¥100,000.00; all 12 months ¥300,000.00."
    )


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_credit_grows_with_its_share_and_never_beyond_the_fee(one: int, other: int) -> None:
    less, more = (effects(Asked.CREDIT, D(share), LONG)[0].value or D(0) for share in sorted((one, other)))
    assert less <= more <= D(100_000)


def test_more_than_a_months_fee_is_no_credit() -> None:
    with pytest.raises(Refusal):
        effects(Asked.CREDIT, D(101), LONG)
