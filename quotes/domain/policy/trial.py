"""A policy tried on offers that were made before: whom it would have asked, and how often."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quotes.domain.policy.approvers import blockers, needs
from quotes.domain.policy.figures import Figure, Seen
from quotes.domain.policy.rules import Policy


@dataclass(frozen=True, kw_only=True)
class Past:
    """An offer as a policy saw it when it was submitted, and whom it asked then."""

    seen: Seen
    asked: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Of `offers`, each counted once a word: whom they `would` ask and `did`, which rules would fire, how many would
    ask nobody and did, how many would ask more or others, or fewer, and how many could not be judged."""

    offers: int = 0
    would: Mapping[str, int]
    did: Mapping[str, int]
    rules: Mapping[int, int]
    nobody: int = 0
    nobody_did: int = 0
    more: int = 0
    fewer: int = 0
    stopped: int = 0


def tried(policy: Policy, past: Iterable[Past], *, sees_floor: bool) -> Tally:
    """Every offer as if it were submitted for the first time; without the rules about floors unless they may be told.

    Sums over no floor rule say nothing of one offer's floor to whoever may not see it.
    """
    would, did, rules, totals = Counter[str](), Counter[str](), Counter[int](), Counter[str]()
    for offer in past:
        found = [need for need in needs(policy, offer.seen) if sees_floor or need.figure != Figure.BELOW_FLOOR_AMOUNT]
        asks = frozenset(str(need.approver) for need in found)
        would.update(asks)
        did.update(offer.asked)
        rules.update({need.position for need in found})
        totals.update(_sides(asks, offer.asked))
        totals["stopped"] += bool(blockers(policy, offer.seen))
    return Tally(would=dict(would), did=dict(did), rules=dict(rules), **totals)


def _sides(asks: frozenset[str], asked: frozenset[str]) -> list[str]:
    sides = {"offers": True, "nobody": not asks, "nobody_did": not asked}
    sides |= {"more": bool(asks - asked), "fewer": asks < asked}
    return [name for name, holds in sides.items() if holds]


def added(one: Tally, other: Tally) -> Tally:
    """Both together, so that many offers can be tried a part at a time."""
    whole: dict[str, Any] = {name: getattr(one, name) + getattr(other, name) for name in NUMBERS}
    whole |= {name: dict(Counter(getattr(one, name)) + Counter(getattr(other, name))) for name in COUNTS}
    return Tally(**whole)


COUNTS = ("would", "did", "rules")
NUMBERS = ("offers", "nobody", "nobody_did", "more", "fewer", "stopped")
NOTHING = Tally(would={}, did={}, rules={})


def tally_json(tally: Tally) -> dict[str, Any]:
    return dict(vars(tally))


def read_tally(told: Mapping[str, Any]) -> Tally:
    """What `tally_json` wrote; the keys of a file are text."""
    return Tally(**{**told, "rules": {int(position): times for position, times in told["rules"].items()}})
