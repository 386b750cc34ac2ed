"""A dry run: whom a policy would ask of past offers, beside whom was asked."""

from decimal import Decimal

from quotes.domain.policy import Approver, Figure, Operator, Policy, Rule, Seen
from quotes.domain.policy.trial import NOTHING, Past, Tally, added, read_tally, tally_json, tried

RULES = (
    (Figure.DISCOUNT_PERCENT, "10", Approver.TEAM_MANAGER),
    (Figure.DISCOUNT_PERCENT, "20", Approver.UPPER_MANAGER),
    (Figure.BELOW_FLOOR_AMOUNT, "0", Approver.FINANCE),
)
POLICY = Policy(
    number=1,
    rules=tuple(
        Rule(position=i, figure=figure, operator=Operator.GT, threshold=Decimal(threshold), approver=approver)
        for i, (figure, threshold, approver) in enumerate(RULES, 1)
    ),
)


def past(discount: str, below: str | None, *asked: str) -> Past:
    figures = {
        Figure.DISCOUNT_PERCENT: Decimal(discount),
        Figure.BELOW_FLOOR_AMOUNT: None if below is None else Decimal(below),
    }
    return Past(seen=Seen(figures=figures, where={}), asked=frozenset(asked))


OFFERS = [
    past("5", "0"),
    past("15", "0", "team_manager"),
    past("25", "7", "team_manager"),
    past("8", None, "legal"),
]  # fmt: skip


def test_every_offer_is_counted_beside_what_happened() -> None:
    assert tried(POLICY, OFFERS, sees_floor=True) == Tally(
        offers=4,
        would={"team_manager": 2, "upper_manager": 1, "finance": 1},
        did={"team_manager": 2, "legal": 1},
        rules={1: 2, 2: 1, 3: 1},
        nobody=2,
        nobody_did=1,
        more=1,
        fewer=1,
        stopped=1,
    )


def test_without_the_right_to_see_floors_their_rules_count_nowhere() -> None:
    found = tried(POLICY, OFFERS, sees_floor=False)
    assert (found.would, found.rules) == ({"team_manager": 2, "upper_manager": 1}, {1: 2, 2: 1})


def test_a_part_at_a_time_comes_to_the_same() -> None:
    parts = (tried(POLICY, OFFERS[:1], sees_floor=True), tried(POLICY, OFFERS[1:], sees_floor=True))
    assert added(added(NOTHING, parts[0]), parts[1]) == tried(POLICY, OFFERS, sees_floor=True)


def test_a_tally_is_kept_as_it_is() -> None:
    found = tried(POLICY, OFFERS, sees_floor=True)
    assert read_tally(tally_json(found)) == found
