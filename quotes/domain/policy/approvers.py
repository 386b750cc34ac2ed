"""Who must agree to an offer under a policy, what is missing to tell, and how far authority reaches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.refusals import ApprovalNeeded, Blocker, Warning_
from quotes.domain.policy.chain import Step
from quotes.domain.policy.choices import Mode
from quotes.domain.policy.conditions import TOO_MUCH, Condition, Operator
from quotes.domain.policy.figures import AMOUNTS, Figure, Seen, said, said_beside
from quotes.domain.policy.logic import asks_again
from quotes.domain.policy.rules import SENIORITY, Approver, Policy, Rule, Whom
from quotes.domain.pricing.engine import PERCENT_PLACES

SMALLEST = Decimal(1).scaleb(-PERCENT_PLACES)
ASKED = "%(figure)s is %(value)s, %(operator)s %(threshold)s: %(approver)s must agree."
BESIDE = "“%(where)s”: %(figure)s is %(value)s, %(operator)s %(threshold)s: %(approver)s must agree."
SPARED = "%(figure)s is %(value)s; %(who)s agreed to %(approved)s in %(request)s: %(approver)s is not asked again."

# What each approver last agreed to, as the policy saw it then.
type Agreed = Mapping[Whom, Seen]
NOTHING: Agreed = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Spared:
    """A condition that is past its threshold, and asks nobody: what was `approved` covers the `value` now."""

    position: int
    approver: Whom
    condition: Condition
    value: Decimal
    approved: Decimal
    is_private: bool
    currency: str

    def finding(self, who: str, request: str) -> Warning_:
        """In words: both values, who agreed, and in which request."""
        figure = self.condition.figure
        return Warning_(
            message=SPARED,
            params={
                "figure": figure.label,
                "value": said(figure, self.value, self.currency),
                "who": who,
                "request": request,
                "approved": said(figure, self.approved, self.currency),
                "approver": self.approver.label,
            },
            figure=Figure.BELOW_FLOOR_AMOUNT if self.is_private else figure,
            value=self.value,
            limit=self.approved,
        )


def needs(policy: Policy, seen: Seen, agreed: Agreed = NOTHING) -> tuple[ApprovalNeeded, ...]:
    """Every approval the offer asks for, in the order of the policy's rules, a condition each. A figure that is None
    asks for none.

    `agreed` is what people last agreed to: a smart condition counts only where its figure is worse than what this
    rule's approver agreed to, by more than its tolerance. A threshold is in the house's own currency, and is not held
    against another. Of a step where one approver is enough, one who need not be asked again is: it asks nobody. See
    also `blockers`, which tells what is missing, and `spared`.
    """
    found, enough = [], set()
    for rule in policy.in_order():
        held = _held(rule, seen, agreed)
        if held.asks:
            open_ = [one for one in held.met if one not in held.settled]
            found += [_needed(rule, one, *held.met[one], seen.currency) for one in open_]
        elif held.would_ask and policy.choices.mode(rule.step) is Mode.ANY:
            enough.add(rule.step)
    return tuple(need for need in found if need.step not in enough)


def spared(policy: Policy, seen: Seen, agreed: Agreed) -> tuple[Spared, ...]:
    """What would be asked, were it not for what people agreed to before: each condition with both its values."""
    found = []
    for rule in policy.in_order():
        held = _held(rule, seen, agreed)
        if held.would_ask and not held.asks:
            found += [
                Spared(
                    position=rule.position,
                    approver=rule.approver,
                    condition=condition,
                    value=held.met[condition][1],
                    approved=approved,
                    is_private=rule.is_private,
                    currency=seen.currency,
                )
                for condition, approved in held.settled.items()
            ]
    return tuple(found)


@dataclass(frozen=True)
class _Held:
    """One rule held against an offer: what is met, where and at what value, and what of it an approval settles."""

    would_ask: bool
    asks: bool
    met: Mapping[Condition, tuple[str, Decimal]]
    settled: Mapping[Condition, Decimal]


def _held(rule: Rule, seen: Seen, agreed: Agreed) -> _Held:
    met: dict[Condition, tuple[str, Decimal]] = {}
    settled: dict[Condition, Decimal] = {}
    before = agreed.get(rule.approver)
    for condition in rule.conditions:
        place, value = furthest_of(condition, seen)
        if value is None or not _comparable(condition, seen.currency) or not condition.is_met(value):
            continue
        met[condition] = (place, value)
        approved = furthest_of(condition, before)[1] if before else None
        if approved is not None and condition.is_settled(value, approved):
            settled[condition] = approved
    truth = {condition.number: condition in met for condition in rule.conditions}
    unchanged = {condition.number for condition in settled}
    return _Held(asks_again(rule.logic_tree, truth, ()), asks_again(rule.logic_tree, truth, unchanged), met, settled)


def furthest_of(condition: Condition, seen: Seen) -> tuple[str, Decimal | None]:
    """Where a condition's figure is worst, "" for the offer itself, and what it is there."""
    value, place = seen.figures.get(condition.figure), seen.where.get(condition.figure, "")
    if condition.group:
        return condition.group, seen.groups.get(condition.group)
    if condition.figure is not Figure.GROSS_TOTAL or value is None:
        return place, value
    pick = max if condition.operator in TOO_MUCH else min
    return pick({"": value, **seen.totals}.items(), key=lambda one: one[1])


def blockers(policy: Policy, seen: Seen) -> tuple[Blocker, ...]:
    """What keeps the policy from being applied: a floor that is missing, unless a rule says whom that asks, and a rate
    to the currency it counts in, are asked for and never assumed."""
    return (*_without_floor(policy, seen), *_without_rate(policy, seen.currency))


def _without_floor(policy: Policy, seen: Seen) -> Iterator[Blocker]:
    weighed = policy.is_private and not policy.looks_at(Figure.FLOORS_MISSING)
    if weighed and seen.figures.get(Figure.BELOW_FLOOR_AMOUNT) is None:
        yield Blocker(
            message="A floor price is missing: ask finance to enter it in the price book.",
            figure=Figure.BELOW_FLOOR_AMOUNT,
        )


def _without_rate(policy: Policy, currency: str) -> Iterator[Blocker]:
    for condition in policy.conditions():
        if not _comparable(condition, currency):
            yield Blocker(
                message="%(figure)s is held against an amount in yuan, and this offer in %(currency)s has no exchange "
                "rate to it: make the quote from a price book in yuan, at a rate.",
                params={"figure": condition.figure.label, "currency": currency},
                field="fx_rate",
                figure=condition.figure,
                limit=condition.threshold,
            )
            return


def _comparable(condition: Condition, currency: str) -> bool:
    """Nothing is nothing in every currency."""
    return currency == HOME or condition.figure not in AMOUNTS or not condition.threshold


FALLS_AWAY = "%(approver)s is not asked: by the policy the step falls away where the requester holds the place."
NOBODY = "%(approver)s is not asked: by the policy the step falls away where nobody holds the place."


def fallen(steps_: Sequence[Step], own: Collection[Whom], empty: Collection[Whom]) -> tuple[Warning_, ...]:
    """What is said of the steps that fall away: the places the requester holds, and the empty ones."""
    return tuple(
        Warning_(
            message=FALLS_AWAY if step.approver in own else NOBODY,
            params={"approver": step.approver.label},
            figure=step.why[0].figure if len({need.figure for need in step.why}) == 1 else None,
        )
        for step in steps_
        if step.approver in own or step.approver in empty
    )


def authority(
    policy: Policy, approver: Approver | None = None, figure: Figure = Figure.DISCOUNT_PERCENT
) -> Decimal | None:
    """The largest figure nobody else need agree to, whatever else is offered: for a salesperson, or for the approver
    named; None is no limit."""
    own = SENIORITY.get(approver, 0) if approver else 0
    limits = [
        condition.threshold if condition.operator is Operator.GT else condition.threshold - SMALLEST
        for rule in policy.rules
        if not _within(rule.approver, approver, own)
        for condition in rule.conditions
        if condition.figure is figure and condition.operator in TOO_MUCH
    ]
    return min(limits, default=None)


def _needed(rule: Rule, condition: Condition, where: str, value: Decimal, currency: str) -> ApprovalNeeded:
    return ApprovalNeeded(
        message=BESIDE if where else ASKED,
        params=({"where": where} if where else {})
        | {
            "figure": condition.figure.label,
            "value": said_beside(condition.figure, value, condition.threshold, currency),
            "operator": condition.operator.label,
            "threshold": said(condition.figure, condition.threshold, currency),
            "approver": rule.approver.label,
            "reason": rule.reason,
        },
        # Whatever else it looks at, a rule about the floor is about the floor to whoever may not see one.
        figure=Figure.BELOW_FLOOR_AMOUNT if rule.is_private else condition.figure,
        value=value,
        limit=condition.threshold,
        approver=rule.approver,
        position=rule.position,
        step=rule.step,
    )


def _within(asked: Whom, own: Approver | None, rung: int) -> bool:
    return asked is own or (asked in SENIORITY and SENIORITY[asked] <= rung)
