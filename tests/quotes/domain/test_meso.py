"""Packages worth the same to us: equal, different, allowed, and good for them on what they want most; or why not."""

from collections.abc import Sequence
from decimal import Decimal as D
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.meso import (
    FEWEST_DIFFERENT,
    MOST_ASKED,
    MOST_PACKAGES,
    SAME,
    Found,
    Joint,
    Outcome,
    Package,
    Why,
    packages,
)
from quotes.domain.negotiation import Issue

TABLE = D(1_120_000)


def outcomes(issue: Issue, *told: tuple[str, int, int]) -> tuple[Outcome, ...]:
    return tuple(Outcome(issue=issue, name=name, cost=D(cost), worth=D(worth)) for name, cost, worth in told)


# Paying yearly brings us 23,400 and costs them as much; the rest we give.
PAYMENT = outcomes(Issue.PAYMENT, ("季付", 0, 0), ("年付", -23_400, -20_000))
SUPPORT = outcomes(Issue.SUPPORT, ("标准", 0, 0), ("专属工程师", 30_000, 90_000))
CASE = outcomes(Issue.REFERENCE, ("不做", 0, 0), ("署名案例", -15_000, -3_000))
ALL = (PAYMENT, SUPPORT, CASE)


def summed(chosen: Sequence[Outcome]) -> D:
    return sum((one.cost for one in chosen), D(0))


def found(
    issues: Sequence[Sequence[Outcome]] = ALL, *, value: D = TABLE, most: D | None = None, joint: Joint = summed
) -> Found:
    """Within authority down to a total of `most`."""
    told = {one[0].issue: one for one in issues}
    return packages(told, table=TABLE, value=value, allowed=lambda one: most is None or one.total >= most, joint=joint)


def told(package: Package) -> tuple[str, ...]:
    return tuple(outcome.name for outcome in package.outcomes)


def test_the_total_makes_up_for_what_the_outcomes_cost_us() -> None:
    three = found()
    assert three.top is Issue.SUPPORT
    assert [(told(one), one.total, one.theirs) for one in three.packages] == [
        (("专属工程师", "年付", "署名案例"), D(1_111_600), D(75_400)),
        (("专属工程师", "季付", "不做"), D(1_150_000), D(60_000)),
        (("标准", "季付", "署名案例"), D(1_105_000), D(12_000)),
    ]
    assert [abs(one.ours - TABLE) <= D(50) for one in three.packages] == [True] * 3


def test_with_one_issue_or_none_that_is_priced_there_is_nothing_to_choose_between() -> None:
    alone = found((SUPPORT, outcomes(Issue.SLA, ("99.9 %", 0, 0))))
    assert (alone.packages, alone.why, alone.left_out) == ((), Why.FEW, (Issue.SLA,))


def test_what_asks_somebody_is_not_offered_and_that_is_said() -> None:
    assert [one.total for one in found(most=D(1_100_000)).packages] == [D(1_111_600), D(1_150_000), D(1_105_000)]
    assert [one.total for one in found(most=D(1_110_000)).packages] == [D(1_111_600), D(1_150_000)]
    assert found(most=D(1_140_000)).why is Why.AUTHORITY
    assert found(most=D(2_000_000)).why is Why.TOP


def test_a_search_that_was_cut_says_nothing_of_what_it_did_not_try() -> None:
    """Of 256 packages 60 are asked about: the rest may ask nobody."""
    words = [Issue.SLA, Issue.TERM, Issue.DELIVERY, Issue.LIABILITY]
    many = [outcomes(issue, *((str(n), 10 * n, 20 * n) for n in range(4))) for issue in words]
    assert found(many, most=D(2_000_000)).why is Why.CUT
    asked: list[Package] = []

    def only_the_first(package: Package) -> bool:
        asked.append(package)
        return len(asked) == 1

    told = packages({one[0].issue: one for one in many}, table=TABLE, value=TABLE, allowed=only_the_first, joint=summed)
    assert (told.why, len(asked)) == (Why.CUT, MOST_ASKED)


def test_one_issue_too_many_is_left_out_by_name() -> None:
    words = [Issue.SLA, Issue.TERM, Issue.DELIVERY, Issue.LIABILITY, Issue.SCOPE]
    more = [outcomes(issue, ("旧", 0, 0), ("新", 10 * n, 20 * n)) for n, issue in enumerate(words, 1)]
    assert found([*ALL, *more]).left_out == (Issue.SLA, Issue.TERM)


def test_cycle_prepayment_and_credit_vary_together_at_what_one_schedule_costs() -> None:
    """With all prepaid, days of credit cost nothing: what each costs by itself does not add up."""
    credit = outcomes(Issue.CREDIT, ("30 天", 0, 0), ("60 天", 5_000, 6_000))
    prepaid = outcomes(Issue.PREPAY, ("不预付", 0, 0), ("预付 100 %", -20_000, -60_000))

    def joint(chosen: Sequence[Outcome]) -> D:
        names = {one.name for one in chosen}
        return D(-25_000) if "预付 100 %" in names else summed(chosen)

    seen = found((*ALL, credit, prepaid), joint=joint)
    assert seen.left_out == ()
    costs = {told(one): one.cost for one in seen.packages}
    assert costs == {
        ("专属工程师", "不预付", "年付", "60 天", "署名案例"): D(-3_400),
        ("专属工程师", "不预付", "季付", "30 天", "署名案例"): D(15_000),
        ("专属工程师", "不预付", "年付", "30 天", "不做"): D(6_600),
    }
    paid = found((SUPPORT, CASE, prepaid, credit), joint=lambda chosen: None)
    assert (paid.packages, paid.why) == ((), Why.TOP)


amounts = st.integers(-50_000, 50_000)
words = st.lists(
    st.sampled_from([Issue.PAYMENT, Issue.SUPPORT, Issue.REFERENCE, Issue.SLA]), min_size=2, max_size=4, unique=True
)


@st.composite
def talks(draw: st.DrawFn) -> list[tuple[Outcome, ...]]:
    many = draw(words)
    return [
        outcomes(issue, *((str(n), draw(amounts), draw(amounts)) for n in range(draw(st.integers(2, 3)))))
        for issue in many
    ]


@given(issues=talks(), most=st.integers(1_080_000, 1_140_000).map(D), shuffled=st.randoms(use_true_random=False))
def test_whatever_is_found_keeps_every_promise(issues: list[tuple[Outcome, ...]], most: D, shuffled: Random) -> None:
    seen = found(issues, most=most)
    assert (seen.why is None) == (2 <= len(seen.packages) <= MOST_PACKAGES)
    span = sum(max(one.cost for one in each) - min(one.cost for one in each) for each in issues)
    for one, other in combinations(seen.packages, 2):
        assert abs(one.ours - other.ours) <= max(span * SAME, D("0.01"))
        assert one.differs(other) >= FEWEST_DIFFERENT
    assert all(one.total >= most for one in seen.packages)
    if seen.packages and seen.top:
        assert max(one.of(seen.top).worth for one in seen.packages) >= 0
    again = [tuple(shuffled.sample(each, len(each))) for each in shuffled.sample(issues, len(issues))]
    assert found(again, most=most).packages == seen.packages
