import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.seats.map import DecisionMap, Line
from stakeholders.domain.seats.words import BuyingRole, Coverage, LineKind, SeatKind
from tests.stakeholders.domain.seats.people import BUYER, TODAY, heard, influences, of, seat


@pytest.mark.parametrize(
    ("days", "live", "stale"), [(None, False, False), (0, True, False), (30, True, False), (31, False, True)]
)
def test_evidence_counts_up_to_its_last_day(days: int | None, live: bool, stale: bool) -> None:
    known = seat("a", days=days)
    assert (known.is_live(TODAY), known.is_stale(TODAY), known.age(TODAY)) == (live, stale, days)


def test_a_seat_says_how_long_its_evidence_counts() -> None:
    assert seat("a", days=34, stale_after=60).is_live(TODAY)
    assert not seat("a", days=8, stale_after=7).is_live(TODAY)


def test_the_youngest_evidence_is_the_age_of_what_we_know() -> None:
    known = seat("a", evidence=(heard(50), heard(3), heard(20)))
    assert (known.age(TODAY), len(known.recent(TODAY))) == (3, 3)
    assert seat("b", evidence=(heard(91), heard(90))).recent(TODAY) == (heard(90),)


@pytest.mark.parametrize("support", [0, 6, -6])
def test_support_knows_neither_nought_nor_more_than_five(support: int) -> None:
    with pytest.raises(Refusal, match="without 0"):
        seat("a", support=support)


@pytest.mark.parametrize(
    ("known", "exposed"),
    [
        ({"can_veto": True}, True),
        ({"can_veto": True, "support": -1}, True),
        ({"can_veto": True, "support": 1}, False),
        ({"support": -5}, False),
    ],
)
def test_who_can_stop_us_and_is_not_known_to_be_for_us_exposes_us(known: dict[str, object], exposed: bool) -> None:
    assert seat("a", **known).is_exposed is exposed


def test_who_holds_the_money_or_may_approve_decides() -> None:
    assert [seat("a", roles=BUYER).decides, seat("a", can_approve=True).decides, seat("a").decides] == [
        True,
        True,
        False,
    ]


def test_brief_contact_is_contact_and_knowing_of_somebody_is_none() -> None:
    assert [seat("a", coverage=coverage).is_contacted for coverage in Coverage] == [False, False, True, True, True]


def test_a_line_leads_to_another_and_weighs_one_to_three() -> None:
    with pytest.raises(Refusal, match="from one person to another"):
        Line(start=1, end=1, kind=LineKind.CONFLICT)
    with pytest.raises(Refusal, match="1, 2 or 3"):
        Line(start=1, end=2, kind=LineKind.INFLUENCE, weight=4)


def test_a_map_has_every_seat_once_and_no_line_to_nobody() -> None:
    one = seat("a", key=1)
    with pytest.raises(ValueError, match="one key"):
        of(one, one)
    with pytest.raises(ValueError, match="nobody"):
        of(one, lines=(Line(start=1, end=2, kind=LineKind.CONFLICT),))


def test_whoever_leaves_takes_their_lines_along() -> None:
    a, b, c = seat("a", key=1), seat("b", key=2), seat("c", key=3)
    drawn = of(a, b, c, lines=(influences(a, b), influences(b, c)))
    assert drawn.without(1) == of(b, c, lines=(influences(b, c),))


def test_people_are_found_by_what_they_do_in_the_purchase() -> None:
    buyer = seat("a", SeatKind.EXECUTIVE, key=1, roles=BUYER)
    assert of(buyer, seat("b", key=2)).playing(BuyingRole.ECONOMIC) == (buyer,)
    assert DecisionMap(seats=()).playing(BuyingRole.ECONOMIC) == ()
