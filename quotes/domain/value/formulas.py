"""The table by which a claim becomes money: one formula a row, each with the customer's own figures that it needs.

Every worth is proportional to the effect of its claim, so that half of the effect is worth half of the money, and what
pays is read off directly. Amounts are the customer's, in the deal's currency, a year or once, unrounded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.claims import Better, Claim, Unit
from quotes.domain.value.quality import complaints, complaints_avoided, hours_without
from stakeholders.domain.seats.words import SeatKind

MONTHS = Decimal(12)


class Formula(Word):
    TICKETS = "tickets", "Complaints avoided"
    RETENTION = "retention", "Users retained"
    BANDWIDTH = "bandwidth", "Bandwidth saved"
    DOWNTIME = "downtime", "Downtime avoided"
    STARTS = "starts", "Starts not given up"
    ENGINEERS = "engineers", "Engineer hours saved"
    LAUNCH = "launch", "Launch earlier"
    UNPRICED = "unpriced", "Not put into money"
    SWITCHING = "switching", "Switching to us"
    PARALLEL = "parallel", "Both running side by side"
    TRAINING = "training", "Training their people"
    UPKEEP = "upkeep", "More work every year"


class Quantity(Word):
    """What kind of figure an input is."""

    MONEY = "money", "money"
    SHARE = "share", "percent"
    COUNT = "count", "a number"


class Input(Word):
    """A figure of the customer's, as it is asked for."""

    CALLS = "calls", "Calls a year"
    TICKET = "ticket", "Cost of handling one complaint"
    LEAVES = "leaves", "Users lost for one complaint"
    MARGIN = "margin", "Margin of one user a year"
    BANDWIDTH = "bandwidth", "Bandwidth bill a year"
    REVENUE = "revenue", "Revenue of one hour of service"
    AT_RISK = "at_risk", "Revenue that is lost while it is down"
    STARTED = "started", "Starts a year"
    GIVEN_UP = "given_up", "Starts given up for each second of waiting"
    START_MARGIN = "start_margin", "Margin of one start"
    HOUR = "hour", "Cost of one engineer hour"
    WEEK = "week", "Margin of one week on the market"
    DAYS = "days", "Person-days of switching"
    DAY = "day", "Cost of one person-day"
    MONTHS = "months", "Months of running both"
    MONTH = "month", "Cost of the old service a month"
    PEOPLE = "people", "People to train"
    HOURS = "hours", "Hours each"
    YEARLY = "yearly", "Cost of it a year"


# fmt: off
ASKED: Mapping[Input, Quantity] = {
    Input.CALLS:        Quantity.COUNT,
    Input.TICKET:       Quantity.MONEY,
    Input.LEAVES:       Quantity.SHARE,
    Input.MARGIN:       Quantity.MONEY,
    Input.BANDWIDTH:    Quantity.MONEY,
    Input.REVENUE:      Quantity.MONEY,
    Input.AT_RISK:      Quantity.SHARE,
    Input.STARTED:      Quantity.COUNT,
    Input.GIVEN_UP:     Quantity.SHARE,
    Input.START_MARGIN: Quantity.MONEY,
    Input.HOUR:         Quantity.MONEY,
    Input.WEEK:         Quantity.MONEY,
    Input.DAYS:         Quantity.COUNT,
    Input.DAY:          Quantity.MONEY,
    Input.MONTHS:       Quantity.COUNT,
    Input.MONTH:        Quantity.MONEY,
    Input.PEOPLE:       Quantity.COUNT,
    Input.HOURS:        Quantity.COUNT,
    Input.YEARLY:       Quantity.MONEY,
}
# fmt: on

type Figures = Mapping[Input, Decimal]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row: how it is reckoned, in words and in code, which claims it takes, and whom it answers first.

    `unit` and `better` are the claim's; None takes any claim, and a cost takes none. `worth` is for the whole effect.
    """

    says: str
    inputs: tuple[Input, ...]
    worth: Callable[[Claim | None, Figures], Decimal]
    source: str
    seats: tuple[SeatKind, ...]
    unit: Unit | None = None
    better: Better | None = None
    is_yearly: bool = True
    is_cost: bool = False

    @property
    def takes_claim(self) -> bool:
        return not self.is_cost

    def takes(self, claim: Claim) -> bool:
        if self.is_cost:
            return False
        return self.unit in {None, claim.unit} and self.better in {None, claim.better}


def _shares(claim: Claim | None) -> tuple[Percent, Percent]:
    if claim is None or claim.alternative is None:
        raise Refusal("This formula compares two figures: choose a claim that has both.", field="claim")
    return Percent(claim.ours), Percent(claim.alternative)


def _effect(claim: Claim | None) -> Decimal:
    if claim is None:
        raise Refusal("Choose the claim that this follows from.", field="claim")
    return claim.effect


def _avoided(claim: Claim | None, told: Figures) -> Decimal:
    ours, theirs = _shares(claim)
    return complaints_avoided(told[Input.CALLS], ours, theirs)


def _tickets(claim: Claim | None, told: Figures) -> Decimal:
    return complaints(_avoided(claim, told), ticket=told[Input.TICKET], leaves=Percent(ZERO), margin=ZERO).tickets


def _retention(claim: Claim | None, told: Figures) -> Decimal:
    leaves, margin = Percent(told[Input.LEAVES]), told[Input.MARGIN]
    return complaints(_avoided(claim, told), ticket=ZERO, leaves=leaves, margin=margin).retention


def _bandwidth(claim: Claim | None, told: Figures) -> Decimal:
    return Percent(_effect(claim)).of(told[Input.BANDWIDTH])


def _downtime(claim: Claim | None, told: Figures) -> Decimal:
    ours, theirs = _shares(claim)
    hours = EXACT.subtract(hours_without(theirs), hours_without(ours))
    return Percent(told[Input.AT_RISK]).of(EXACT.multiply(hours, told[Input.REVENUE]))


def _starts(claim: Claim | None, told: Figures) -> Decimal:
    lost = EXACT.multiply(told[Input.STARTED], EXACT.multiply(_effect(claim), Percent(told[Input.GIVEN_UP]).ratio))
    return EXACT.multiply(lost, told[Input.START_MARGIN])


def _engineers(claim: Claim | None, told: Figures) -> Decimal:
    return EXACT.multiply(EXACT.multiply(_effect(claim), MONTHS), told[Input.HOUR])


def _launch(claim: Claim | None, told: Figures) -> Decimal:
    return EXACT.multiply(_effect(claim), told[Input.WEEK])


def _nothing(_claim: Claim | None, _told: Figures) -> Decimal:
    return ZERO


def _product(*of: Input) -> Callable[[Claim | None, Figures], Decimal]:
    def worth(_claim: Claim | None, told: Figures) -> Decimal:
        found = Decimal(1)
        for each in of:
            found = EXACT.multiply(found, told[each])
        return found

    return worth


OURS = "Definition"
TECHNICAL, BUSINESS, FINANCE = SeatKind.TECHNICAL, SeatKind.BUSINESS, SeatKind.FINANCE
PROCUREMENT = SeatKind.PROCUREMENT

FORMULAS: Mapping[Formula, Rule] = {
    Formula.TICKETS: Rule(
        says="Calls a year × difference of the complaint rates × cost of handling one",
        inputs=(Input.CALLS, Input.TICKET),
        worth=_tickets,
        source=OURS,
        seats=(BUSINESS, FINANCE),
        unit=Unit.PERCENT,
        better=Better.LOWER,
    ),
    Formula.RETENTION: Rule(
        says="Calls a year × difference of the complaint rates × users lost for one complaint × margin of one user",
        inputs=(Input.CALLS, Input.LEAVES, Input.MARGIN),
        worth=_retention,
        source=OURS,
        seats=(BUSINESS, SeatKind.EXECUTIVE),
        unit=Unit.PERCENT,
        better=Better.LOWER,
    ),
    Formula.BANDWIDTH: Rule(
        says="Bandwidth bill a year × share of bandwidth saved: 1 − use before ÷ use after",
        inputs=(Input.BANDWIDTH,),
        worth=_bandwidth,
        source=OURS,
        seats=(TECHNICAL, FINANCE, PROCUREMENT),
        unit=Unit.GAIN,
    ),
    Formula.DOWNTIME: Rule(
        says="Hours of a year by which we are down less × revenue of an hour × share that is lost then",
        inputs=(Input.REVENUE, Input.AT_RISK),
        worth=_downtime,
        source="A year is 8,760 hours",
        seats=(TECHNICAL, BUSINESS),
        unit=Unit.PERCENT,
        better=Better.HIGHER,
    ),
    Formula.STARTS: Rule(
        says="Starts a year × seconds sooner × starts given up for each second × margin of one start",
        inputs=(Input.STARTED, Input.GIVEN_UP, Input.START_MARGIN),
        worth=_starts,
        source="Krishnan and Sitaraman, IMC 2012: video on demand, a proxy for calls; the rate is the customer's own",
        seats=(BUSINESS,),
        unit=Unit.SECONDS,
        better=Better.LOWER,
    ),
    Formula.ENGINEERS: Rule(
        says="Hours a month saved × 12 × cost of one engineer hour",
        inputs=(Input.HOUR,),
        worth=_engineers,
        source=OURS,
        seats=(TECHNICAL, FINANCE),
        unit=Unit.HOURS,
        better=Better.LOWER,
    ),
    Formula.LAUNCH: Rule(
        says="Weeks earlier × margin of one week on the market",
        inputs=(Input.WEEK,),
        worth=_launch,
        source=OURS,
        seats=(BUSINESS, SeatKind.EXECUTIVE),
        unit=Unit.WEEKS,
        better=Better.LOWER,
        is_yearly=False,
    ),
    Formula.UNPRICED: Rule(
        says="Told as it was measured, without an amount",
        inputs=(),
        worth=_nothing,
        source=OURS,
        seats=(TECHNICAL,),
    ),
    Formula.SWITCHING: Rule(
        says="Person-days × cost of one",
        inputs=(Input.DAYS, Input.DAY),
        worth=_product(Input.DAYS, Input.DAY),
        source=OURS,
        seats=(TECHNICAL, FINANCE),
        is_yearly=False,
        is_cost=True,
    ),
    Formula.PARALLEL: Rule(
        says="Months of running both × cost of the old service a month",
        inputs=(Input.MONTHS, Input.MONTH),
        worth=_product(Input.MONTHS, Input.MONTH),
        source=OURS,
        seats=(FINANCE,),
        is_yearly=False,
        is_cost=True,
    ),
    Formula.TRAINING: Rule(
        says="People × hours each × cost of one hour",
        inputs=(Input.PEOPLE, Input.HOURS, Input.HOUR),
        worth=_product(Input.PEOPLE, Input.HOURS, Input.HOUR),
        source=OURS,
        seats=(BUSINESS, FINANCE),
        is_yearly=False,
        is_cost=True,
    ),
    Formula.UPKEEP: Rule(
        says="What it costs them a year beside our price",
        inputs=(Input.YEARLY,),
        worth=_product(Input.YEARLY),
        source=OURS,
        seats=(TECHNICAL, FINANCE),
        is_cost=True,
    ),
}


def check_inputs(formula: Formula, told: Figures) -> None:
    """Every figure that the formula asks for, none below zero, and no share of more than all."""
    for asked in FORMULAS[formula].inputs:
        if asked not in told:
            raise Refusal("This figure is the customer's to give: ask for it.", field=asked.value)
        if told[asked] < 0:
            raise Refusal("A figure is not below zero.", field=asked.value)
        if ASKED[asked] is Quantity.SHARE and told[asked] > HUNDRED:
            raise Refusal("A share is from 0 to 100.", field=asked.value)


def worth(formula: Formula, claim: Claim | None, told: Figures) -> Decimal:
    """A year's, or once where the formula is; unrounded."""
    rule = FORMULAS[formula]
    if rule.takes_claim and (claim is None or not rule.takes(claim)):
        raise Refusal("This claim is not of the kind that the formula reckons with.", field="formula")
    check_inputs(formula, told)
    return rule.worth(claim, told)


def for_claim(claim: Claim) -> tuple[Formula, ...]:
    """The formulas that take it, in the order of the table."""
    return tuple(formula for formula, rule in FORMULAS.items() if rule.takes(claim))


COSTS = tuple(formula for formula, rule in FORMULAS.items() if rule.is_cost)
