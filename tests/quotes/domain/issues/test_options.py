"""An issue's outcomes: in order, named, with one target and one floor, and figures that come from somewhere."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.issues.options import IssueTerms, Option, Span, Tier
from quotes.domain.negotiation import Issue

D = Decimal
ONE, TWO, THREE = Option(name="甲", key=1), Option(name="乙", key=2), Option(name="丙", key=3)


def marked(option: Option, **marks: object) -> Option:
    return Option(**{"name": option.name, "key": option.key} | marks)  # type: ignore[arg-type]


def issue(*options: Option, of: Issue = Issue.LIABILITY) -> IssueTerms:
    return IssueTerms(issue=of, options=options)


def test_what_lies_behind_the_floor_is_past_it() -> None:
    told = issue(marked(ONE, is_target=True), marked(TWO, is_floor=True), THREE)
    assert (told.target, told.floor, [told.is_past_floor(key) for key in (1, 2, 3, 9)]) == (
        0,
        1,
        [False, False, True, False],
    )


def test_without_a_floor_nothing_is_past_it() -> None:
    assert issue(ONE, TWO).is_past_floor(2) is False


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: issue(ONE), "between 2 and 8"),
        (lambda: issue(*(Option(name=str(n)) for n in range(9))), "between 2 and 8"),
        (lambda: issue(ONE, ONE), "name of its own"),
        (lambda: issue(ONE, Option(name=" ")), "name of its own"),
        (lambda: issue(marked(ONE, is_target=True), marked(TWO, is_target=True)), "One option is the target"),
        (lambda: issue(marked(ONE, is_today=True), marked(TWO, is_today=True)), "mark that one alone"),
        (lambda: issue(marked(ONE, is_floor=True), marked(TWO, is_target=True)), "does not come after the floor"),
        (lambda: issue(ONE, marked(TWO, cost=D(1))), "say where its figures come from"),
        (
            lambda: issue(ONE, marked(TWO, tiers=(Tier(share=D(1), chance=D(1)),), source="记录")),
            "only a service level",
        ),
        (
            lambda: issue(ONE, marked(TWO, tiers=(Tier(share=D(1), chance=D(60)),) * 2, source="记录"), of=Issue.SLA),
            "come to 100",
        ),
        (lambda: Tier(share=D(0), chance=D(1)), "between 0 and 100"),
        (lambda: Span(low=D(2), high=D(1)), "not above"),
    ],
)
def test_what_contradicts_itself_is_refused(made: Callable[[], object], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        made()


def test_two_estimates_are_as_far_apart_as_both_are_wide() -> None:
    assert Span(low=D(8), high=D(10)) - Span(low=D(1), high=D(4)) == Span(low=D(4), high=D(9))
    assert (Span(low=D(8), high=D(10)) + Span.exactly(D(1))).middle == 10
