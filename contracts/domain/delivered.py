"""What was promised against what was delivered: which months kept it, and what a miss gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.domain.sla.credits import Scale
from contracts.domain.sla.spans import Cut
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

MOST = Decimal(10) ** 12


class PromiseKind(Word):
    AVAILABILITY = "availability", "Availability, in percent"
    URGENT = "urgent", "Answer to urgent matters, in minutes"
    NORMAL = "normal", "Answer to other matters, in minutes"
    USAGE = "usage", "Use they committed to"
    OTHER = "other", "Another figure"


# Of these less is better: the promise is the most that may be.
AT_MOST = frozenset({PromiseKind.URGENT, PromiseKind.NORMAL})


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A figure in the unit of its kind; `at_most` where less is better."""

    kind: PromiseKind
    figure: Decimal
    at_most: bool

    def is_kept(self, delivered: Decimal) -> bool:
        """Exactly the promised figure keeps it."""
        return delivered <= self.figure if self.at_most else delivered >= self.figure

    def gap(self, delivered: Decimal) -> Decimal:
        """How far short of the promise, in its unit; nothing where it was kept."""
        short = delivered - self.figure if self.at_most else self.figure - delivered
        return max(short, ZERO)


@dataclass(frozen=True, kw_only=True)
class Service:
    """What the contract says of its service: percent, and minutes of an answer; None where it does not."""

    sla_availability: Decimal | None
    urgent_minutes: int | None
    normal_minutes: int | None


def check_figure(kind: PromiseKind, figure: Decimal) -> None:
    if not 0 <= figure < MOST:
        raise Refusal("This figure is not below nothing, and has at most twelve digits.", field="figure")
    if kind is PromiseKind.AVAILABILITY and figure > HUNDRED:
        raise Refusal("This is at most a hundred percent.", field="figure")


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month's figure beside its promise; `credit` is what it gives back in money, None where nobody can say, and
    `cut` how much of it the contract ran where that is not all."""

    first: date
    figure: Decimal
    is_kept: bool
    credit: Decimal | None
    cut: Cut | None = None


def month_of(
    promised: Promised, first: date, figure: Decimal, scale: Scale | None, fee: Decimal, cut: Cut | None = None
) -> Month:
    """`fee` is what a whole month costs, with tax; half up to the cent. Only availability has a scale of credits, and a
    scale without a tier for the figure, or that takes it for kept, says nothing of a miss."""
    kept = promised.is_kept(figure)
    credit = ZERO if kept else None
    is_priced = scale is not None and promised.kind is PromiseKind.AVAILABILITY and scale.prices(Percent(figure))
    if not kept and scale is not None and is_priced:
        credit = round_to(scale.credit(Percent(figure)).of(scale.fee(fee, cut)), 2)
    return Month(first=first, figure=figure, is_kept=kept, credit=credit, cut=cut)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Over so many months: how many kept the promise, and what the others give back as far as it is known."""

    months: int
    kept: int
    owed: Decimal
    unpriced: int

    @property
    def share(self) -> Percent | None:
        return Percent.part_of(Decimal(self.kept), Decimal(self.months)) if self.months else None


def standing(months: Sequence[Month]) -> Standing:
    return Standing(
        months=len(months),
        kept=sum(month.is_kept for month in months),
        owed=sum((month.credit or ZERO for month in months), ZERO),
        unpriced=sum(month.credit is None for month in months),
    )
