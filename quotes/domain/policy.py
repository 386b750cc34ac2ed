"""Which figures of an offer ask whose approval."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.refusals import ApprovalNeeded, Blocker, Refusal
from dealdesk.kernel.words import Word
from quotes.domain.concessions import free_months_worth
from quotes.domain.pricing.engine import PERCENT_PLACES, PricedOffer, percent_off
from quotes.domain.pricing.terms import OfferTerms


class Figure(Word):
    """What a policy rule can look at; percentages are points, money is in the offer's currency and tax basis."""

    DISCOUNT_PERCENT = "discount_percent", "Discount off list"
    EFFECTIVE_DISCOUNT = "effective_discount", "Discount off list, free months included"
    BELOW_FLOOR_AMOUNT = "below_floor_amount", "Amount below the floor"
    BUNDLE_SAVING_PERCENT = "bundle_saving_percent", "Saving of the bundle"
    CREDIT_DAYS = "credit_days", "Credit days"
    PREPAY_PERCENT = "prepay_percent", "Prepayment"
    FREE_MONTHS = "free_months", "Free months"
    TERM_MONTHS = "term_months", "Term in months"
    SLA_AVAILABILITY = "sla_availability", "Promised availability"
    URGENT_MINUTES = "urgent_minutes", "Urgent response in minutes"
    NORMAL_MINUTES = "normal_minutes", "Normal response in minutes"
    GROSS_TOTAL = "gross_total", "Total with tax"


class Operator(Word):
    GT = "gt", "more than"
    GE = "ge", "at least"
    LT = "lt", "less than"
    LE = "le", "at most"


class Approver(Word):
    TEAM_MANAGER = "team_manager", "Team manager"
    UPPER_MANAGER = "upper_manager", "Manager above"
    FINANCE = "finance"
    LEGAL = "legal"
    DELIVERY = "delivery"


# The ladder of line managers; the others speak for their own trade and stand on no rung.
SENIORITY: dict[Approver, int] = {Approver.TEAM_MANAGER: 1, Approver.UPPER_MANAGER: 2}

TOO_MUCH = frozenset({Operator.GT, Operator.GE})
TOO_LITTLE = frozenset({Operator.LT, Operator.LE})

# Which way a figure can go wrong; a total or a term can be remarkable either way.
# fmt: off
SUSPECT: dict[Figure, frozenset[Operator]] = {
    Figure.DISCOUNT_PERCENT:      TOO_MUCH,
    Figure.EFFECTIVE_DISCOUNT:    TOO_MUCH,
    Figure.BELOW_FLOOR_AMOUNT:    TOO_MUCH,
    Figure.BUNDLE_SAVING_PERCENT: TOO_MUCH,
    Figure.CREDIT_DAYS:           TOO_MUCH,
    Figure.PREPAY_PERCENT:        TOO_LITTLE,
    Figure.FREE_MONTHS:           TOO_MUCH,
    Figure.TERM_MONTHS:           TOO_MUCH | TOO_LITTLE,
    Figure.SLA_AVAILABILITY:      TOO_MUCH,
    Figure.URGENT_MINUTES:        TOO_LITTLE,
    Figure.NORMAL_MINUTES:        TOO_LITTLE,
    Figure.GROSS_TOTAL:           TOO_MUCH | TOO_LITTLE,
}
# fmt: on
PERCENTAGES = frozenset(
    {
        Figure.DISCOUNT_PERCENT,
        Figure.EFFECTIVE_DISCOUNT,
        Figure.BUNDLE_SAVING_PERCENT,
        Figure.PREPAY_PERCENT,
        Figure.SLA_AVAILABILITY,
    }
)
SMALLEST = Decimal(1).scaleb(-PERCENT_PLACES)

type Figures = Mapping[Figure, Decimal | None]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Past the threshold, this approver is asked. Thresholds are in the figure's own unit, to four decimals."""

    position: int
    figure: Figure
    operator: Operator
    threshold: Decimal
    approver: Approver
    reason: str = ""

    def fires(self, value: Decimal) -> bool:
        return passes(value, self.operator, self.threshold)


@dataclass(frozen=True, kw_only=True)
class Policy:
    number: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One approver's part: everything they are asked about, at once."""

    position: int
    approver: Approver
    why: tuple[ApprovalNeeded, ...]


def passes(value: Decimal, operator: Operator, threshold: Decimal) -> bool:
    return {
        Operator.GT: value > threshold,
        Operator.GE: value >= threshold,
        Operator.LT: value < threshold,
        Operator.LE: value <= threshold,
    }[operator]


def figures_of(priced: PricedOffer, terms: OfferTerms) -> dict[Figure, Decimal | None]:
    """Everything a rule can look at; None where the offer does not say. Percent points to four decimals, half up."""
    months = free_months_worth(terms.term_months, terms.free_months)
    floor = priced.above_floor
    service, payment = terms.service, terms.payment
    return {
        Figure.DISCOUNT_PERCENT: priced.discount_percent,
        Figure.EFFECTIVE_DISCOUNT: percent_off(priced.list_total, months.off(priced.total)),
        Figure.BELOW_FLOOR_AMOUNT: None if floor is None else max(ZERO, -floor),
        Figure.BUNDLE_SAVING_PERCENT: percent_off(priced.itemised_total, priced.total),
        Figure.CREDIT_DAYS: Decimal(payment.credit_days),
        Figure.PREPAY_PERCENT: round_to(payment.prepay_percent, PERCENT_PLACES),
        Figure.FREE_MONTHS: Decimal(terms.free_months),
        Figure.TERM_MONTHS: Decimal(terms.term_months),
        Figure.SLA_AVAILABILITY: service.sla_availability,
        Figure.URGENT_MINUTES: None if service.urgent_minutes is None else Decimal(service.urgent_minutes),
        Figure.NORMAL_MINUTES: None if service.normal_minutes is None else Decimal(service.normal_minutes),
        Figure.GROSS_TOTAL: priced.gross,
    }


def needs(policy: Policy, figures: Figures, approved: Figures | None = None) -> tuple[ApprovalNeeded, ...]:
    """Every approval the figures ask for, in the order of the policy's rules. A figure that is None asks for none.

    `approved` are the figures people last agreed to under this policy: a rule is asked again only where its figure
    is worse than that, by the rule's own operator. See also `blockers`, which tells what is missing.
    """
    return tuple(_needed(rule, figures) for rule in _in_order(policy) if _asks(rule, figures, approved))


def blockers(policy: Policy, figures: Figures) -> tuple[Blocker, ...]:
    """What keeps the policy from being applied: a floor it looks at that is missing is asked for, never assumed."""
    asked = any(rule.figure is Figure.BELOW_FLOOR_AMOUNT for rule in policy.rules)
    if not asked or figures.get(Figure.BELOW_FLOOR_AMOUNT) is not None:
        return ()
    return (
        Blocker(
            message="A floor price is missing: ask finance to enter it in the price book.",
            figure=Figure.BELOW_FLOOR_AMOUNT,
        ),
    )


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


def check(policy: Policy) -> None:
    """Refuses a policy that contradicts itself, with the first of its problems."""
    for problem in problems(policy):
        raise Refusal(problem.message, field=problem.field, **problem.params)


def problems(policy: Policy) -> tuple[Blocker, ...]:
    """Everything that is wrong with a policy, in the order of its rules."""
    rules = _in_order(policy)
    if not rules:
        return (Blocker(message="A policy needs at least one rule.", field="rules"),)
    return (*_twice(rules), *(found for rule in rules for found in _alone(rule)), *_ladder(rules))


def _in_order(policy: Policy) -> list[Rule]:
    return sorted(policy.rules, key=lambda rule: rule.position)


def _asks(rule: Rule, figures: Figures, approved: Figures | None) -> bool:
    value = figures.get(rule.figure)
    if value is None or not rule.fires(value):
        return False
    before = approved.get(rule.figure) if approved else None
    strictly = Operator.GT if rule.operator in TOO_MUCH else Operator.LT
    return before is None or passes(value, strictly, before)


def _needed(rule: Rule, figures: Figures) -> ApprovalNeeded:
    value = figures[rule.figure]
    return ApprovalNeeded(
        message="%(figure)s is %(value)s, %(operator)s %(threshold)s: %(approver)s must agree.",
        params={
            "figure": rule.figure.label,
            "value": _plain(value or ZERO),
            "operator": rule.operator.label,
            "threshold": _plain(rule.threshold),
            "approver": rule.approver.label,
            "reason": rule.reason,
        },
        figure=rule.figure,
        value=value,
        limit=rule.threshold,
        approver=rule.approver,
        position=rule.position,
    )


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _within(asked: Approver, own: Approver | None, rung: int) -> bool:
    return asked is own or (asked in SENIORITY and SENIORITY[asked] <= rung)


def _twice(rules: Sequence[Rule]) -> Iterator[Blocker]:
    for i, rule in enumerate(rules):
        if any(rule.position == other.position for other in rules[:i]):
            yield _problem("Two rules both have position %(rule)s.", rule, "position")
        if any((rule.figure, rule.approver) == (other.figure, other.approver) for other in rules[:i]):
            yield _problem("Rule %(rule)s: %(approver)s is already asked about %(figure)s.", rule, "approver")


def _alone(rule: Rule) -> Iterator[Blocker]:
    if rule.operator not in SUSPECT[rule.figure]:
        yield _problem("Rule %(rule)s: %(operator)s is the harmless side of %(figure)s.", rule, "operator")
    if not rule.threshold.is_finite() or rule.threshold < 0:
        yield _problem("Rule %(rule)s: the threshold cannot be negative.", rule, "threshold")
    elif rule.figure in PERCENTAGES and rule.threshold > 100:
        yield _problem("Rule %(rule)s: a percentage ends at 100.", rule, "threshold")


def _ladder(rules: Sequence[Rule]) -> Iterator[Blocker]:
    """A manager above must come in later than the one below, or one of the two rules is dead."""
    managers = sorted((rule for rule in rules if rule.approver in SENIORITY), key=lambda rule: SENIORITY[rule.approver])
    for lower in managers:
        for upper in managers:
            same = lower.figure is upper.figure and SENIORITY[lower.approver] < SENIORITY[upper.approver]
            if same and not _later(lower, upper):
                yield _problem(
                    "Rule %(rule)s: on %(figure)s, %(approver)s must come in later than the manager below.",
                    upper,
                    "threshold",
                )


def _later(lower: Rule, upper: Rule) -> bool:
    if lower.operator in TOO_MUCH and upper.operator in TOO_MUCH:
        return upper.threshold > lower.threshold
    if lower.operator in TOO_LITTLE and upper.operator in TOO_LITTLE:
        return upper.threshold < lower.threshold
    return False


def _problem(message: str, rule: Rule, field: str) -> Blocker:
    params = {
        "rule": rule.position,
        "figure": rule.figure.label,
        "operator": rule.operator.label,
        "approver": rule.approver.label,
    }
    return Blocker(message=message, params=params, field=field, figure=rule.figure, limit=rule.threshold)
