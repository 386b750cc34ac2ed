"""What the coach makes of a mere claim, of a range that is named, and of a silence."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from quotes.domain.coach.advice import Hint, Weight
from quotes.domain.coach.talk import Claim, Draft, Next, Timing
from quotes.domain.negotiation import Span
from tests.quotes.domain.coach.test_coach_advice import a_year, after, hints, talk, the


def test_a_step_against_a_price_that_is_only_claimed_is_told_with_who_said_it() -> None:
    claim = Claim(rival="声网云", days=6, source="采购口头", amount=D(84), percent=D(30), against="V2", total=D(120))
    before = replace(talk(120), claims=(claim,))
    found = the(Hint.CLAIMED, after(before, 116))
    told = {"step": D(4), "rival": "声网云", "days": 6, "source": "采购口头", "currency": "CNY"}
    said = {"amount": D(84), "percent": D(30), "against": "V2", "total": D(120)}
    assert (found.weight, found.facts) == (Weight.WARN, told | said)
    assert {"rival", "source"} & found.told().keys() == set()
    assert Hint.CLAIMED not in hints(Next(before, Draft(offer=a_year(120))))
    assert Hint.CLAIMED not in hints(after(talk(120), 116))


@pytest.mark.parametrize(
    ("low", "high", "sounds", "weight"),
    [
        (110, 120, "bolstering", Weight.INFO),
        (110, 140, "bolstering", Weight.WARN),
        (105, 115, "bracketing", Weight.INFO),
        (100, 110, "backdown", Weight.WARN),
        (90, 100, "outside", Weight.WARN),
    ],
)
def test_a_range_of_ours_is_told_by_where_our_number_lies_and_how_wide_it_is(
    low: int, high: int, sounds: str, weight: Weight
) -> None:
    found = the(Hint.RANGE, after(talk(120), 110, ours=Span(low=D(low), high=D(high))))
    assert (found.facts["sounds"], found.weight) == (sounds, weight)


def test_a_range_of_theirs_has_said_its_upper_end() -> None:
    found = the(Hint.RANGE, Next(talk(120), Draft(ask=a_year(80), theirs=Span(low=D(80), high=D(95)))))
    assert (found.weight, found.facts) == (Weight.INFO, {"their_low": D(80), "their_high": D(95)})
    assert Hint.RANGE not in hints(after(talk(120), 110))


def test_a_claim_of_long_ago_is_not_what_a_step_answers() -> None:
    old = Claim(rival="声网云", days=31, source="采购口头", percent=D(30))
    assert Hint.CLAIMED not in hints(after(replace(talk(120), claims=(old,)), 116))


def test_the_first_price_is_early_while_something_is_not_known_or_nobody_decides() -> None:
    def said(timing: Timing, *offers: int) -> bool:
        return Hint.EARLY in hints(after(replace(talk(*offers), timing=timing), 110))

    gap, unmet = Timing(missing=("budget",)), Timing(is_decider_met=False)
    assert [said(gap, 120), said(unmet, 120), said(Timing(), 120), said(gap, 120, 115)] == [True, True, False, False]


@pytest.mark.parametrize(("quiet", "said"), [(None, False), (13, False), (14, True)])
def test_they_have_fallen_silent_after_so_many_days(quiet: int | None, said: bool) -> None:
    """Whoever writes down a round has just heard from them."""
    waiting = replace(talk(120, 115), timing=Timing(quiet=quiet))
    assert (Hint.LATE in hints(Next(waiting)), Hint.LATE in hints(after(waiting, 114))) == (said, False)
