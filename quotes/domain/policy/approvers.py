"""Who must agree to an offer under a policy, what is missing to tell, and how far authority reaches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.refusals import ApprovalNeeded, Blocker
from quotes.domain.policy.conditions import TOO_MUCH, Operator, is_worse
from quotes.domain.policy.figures import AMOUNTS, Figure, Figures, said
from quotes.domain.policy.rules import SENIORITY, Approver, Policy, Rule
from quotes.domain.pricing.engine import PERCENT_PLACES

SMALLEST = Decimal(1).scaleb(-PERCENT_PLACES)
NOWHERE: Mapping[Figure, str] = MappingProxyType({})
ALONE: Mapping[str, Decimal] = MappingProxyType({})
ASKED = "%(figure)s is %(value)s, %(operator)s %(threshold)s: %(approver)s must agree."
BESIDE = "“%(where)s”: %(figure)s is %(value)s, %(operator)s %(threshold)s: %(approver)s must agree."


@dataclass(frozen=True, kw_only=True)
class Step:
    """One approver's part: everything they are asked about, at once."""

    position: int
    approver: Approver
    why: tuple[ApprovalNeeded, ...]


def needs(
    policy: Policy,
    figures: Figures,
    approved: Figures | None = None,
    where: Mapping[Figure, str] = NOWHERE,
    currency: str = HOME,
    totals: Mapping[str, Decimal] = ALONE,
) -> tuple[ApprovalNeeded, ...]:
    """Every approval the figures ask for, in the order of the policy's rules. A figure that is None asks for none.

    `approved` are the figures people last agreed to under this policy: a rule is asked again only where its figure
    is worse than that, by the rule's own operator. `where` names the column or option a figure comes from, where it is
    not the offer's own; `currency` is what amounts are in: a threshold is in the house's own, and is not held against
    another. `totals` are the other columns', of which a rule about the total looks at the one furthest its own way.
    See also `blockers`, which tells what is missing.
    """
    found = []
    for rule in policy.in_order():
        place, value = _furthest(rule, figures, where, totals)
        if value is not None and _comparable(rule, currency) and _asks(rule, value, approved):
            found.append(_needed(rule, value, place, currency))
    return tuple(found)


def _furthest(
    rule: Rule, figures: Figures, where: Mapping[Figure, str], totals: Mapping[str, Decimal]
) -> tuple[str, Decimal | None]:
    """Where the figure of a rule is worst, "" for the offer itself, and what it is there."""
    value, place = figures.get(rule.figure), where.get(rule.figure, "")
    if rule.figure is not Figure.GROSS_TOTAL or value is None:
        return place, value
    pick = max if rule.operator in TOO_MUCH else min
    return pick({"": value, **totals}.items(), key=lambda one: one[1])


def blockers(policy: Policy, figures: Figures, currency: str = HOME) -> tuple[Blocker, ...]:
    """What keeps the policy from being applied: a floor that is missing, or a rate to the currency it counts in, is
    asked for and never assumed."""
    return (*_without_floor(policy, figures), *_without_rate(policy, currency))


def _without_floor(policy: Policy, figures: Figures) -> Iterator[Blocker]:
    asked = any(rule.figure is Figure.BELOW_FLOOR_AMOUNT for rule in policy.rules)
    if asked and figures.get(Figure.BELOW_FLOOR_AMOUNT) is None:
        yield Blocker(
            message="A floor price is missing: ask finance to enter it in the price book.",
            figure=Figure.BELOW_FLOOR_AMOUNT,
        )


def _without_rate(policy: Policy, currency: str) -> Iterator[Blocker]:
    for rule in policy.in_order():
        if not _comparable(rule, currency):
            yield Blocker(
                message="%(figure)s is held against an amount in yuan, and this offer in %(currency)s has no exchange "
                "rate to it: make the quote from a price book in yuan, at a rate.",
                params={"figure": rule.figure.label, "currency": currency},
                field="fx_rate",
                figure=rule.figure,
                limit=rule.threshold,
            )
            return


def _comparable(rule: Rule, currency: str) -> bool:
    """Nothing is nothing in every currency."""
    return currency == HOME or rule.figure not in AMOUNTS or not rule.threshold


def steps(needed: Sequence[ApprovalNeeded]) -> tuple[Step, ...]:
    """One step an approver, line managers from the bottom up and then the specialists, numbered from 1."""
    approvers = [approver for approver in Approver if any(need.approver == approver for need in needed)]
    return tuple(
        Step(position=i, approver=approver, why=tuple(need for need in needed if need.approver == approver))
        for i, approver in enumerate(approvers, start=1)
    )


def authority(
    policy: Policy, approver: Approver | None = None, figure: Figure = Figure.DISCOUNT_PERCENT
) -> Decimal | None:
    """The largest figure nobody else need agree to: for a salesperson, or for the approver named; None is no limit."""
    own = SENIORITY.get(approver, 0) if approver else 0
    limits = [
        rule.threshold if rule.operator is Operator.GT else rule.threshold - SMALLEST
        for rule in policy.rules
        if rule.figure is figure and rule.operator in TOO_MUCH and not _within(rule.approver, approver, own)
    ]
    return min(limits, default=None)


def _asks(rule: Rule, value: Decimal, approved: Figures | None) -> bool:
    if not rule.fires(value):
        return False
    before = approved.get(rule.figure) if approved else None
    return before is None or is_worse(value, before, rule.operator)


def _needed(rule: Rule, value: Decimal, where: str, currency: str) -> ApprovalNeeded:
    return ApprovalNeeded(
        message=BESIDE if where else ASKED,
        params=({"where": where} if where else {})
        | {
            "figure": rule.figure.label,
            "value": said(rule.figure, value, currency),
            "operator": rule.operator.label,
            "threshold": said(rule.figure, rule.threshold, currency),
            "approver": rule.approver.label,
            "reason": rule.reason,
        },
        figure=rule.figure,
        value=value,
        limit=rule.threshold,
        approver=rule.approver,
        position=rule.position,
    )


def _within(asked: Approver, own: Approver | None, rung: int) -> bool:
    return asked is own or (asked in SENIORITY and SENIORITY[asked] <= rung)
