"""What a missed promise gives back: the scale of credits, its cap, the days to claim them, the right to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from contracts.domain.sla.spans import Cut
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

# No contract counts its misses over more.
MOST_MONTHS = 36


@dataclass(frozen=True, kw_only=True)
class Tier:
    """From `low` on and below `high`: exactly the commitment is kept, exactly the lower bound is still this tier's."""

    low: Percent
    high: Percent
    credit: Percent


class CutFee(Word):
    """Of which fee the credits are, in a month that the contract's first or last day cuts short."""

    WHOLE = "whole", "The whole month's"
    DAYS = "days", "That of the days that ran"


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What is committed to and what each miss gives back of a month's fee, tiers from the highest down.

    `cap` is the most of a month's fee that is given back; None is no cap in the wording, which a lawyer should see.
    `cut` is None where the wording says nothing of months that are cut short: then a month's fee is a month's fee.
    Refuses tiers with a gap or an overlap, a lowest one that does not reach 0, and credits that shrink as the service
    gets worse. Sources: the vendors' own tables (Tencent Cloud VOD, Alibaba Cloud, Amazon Connect).
    """

    commitment: Percent
    tiers: tuple[Tier, ...]
    cap: Percent | None = None
    cut: CutFee | None = None

    def __post_init__(self) -> None:
        if not 0 < self.commitment.points <= 100:
            raise Refusal("A promise of availability lies above 0 and at most at 100 %%.", field="commitment")
        if self.cap is not None and self.cap.points < 0:
            raise Refusal("A cap is not below nothing.", field="cap")
        for tier in self.tiers:
            _check(tier)
        for higher, lower in pairwise(self.tiers):
            _check_pair(higher, lower)
        if self.tiers and (self.tiers[-1].low.points or self.tiers[0].high > self.commitment):
            raise Refusal("The tiers reach from 0 %% to the promise at most.", field="tiers")

    def credit(self, availability: Percent) -> Percent:
        """Of a month's fee, never above the cap; nothing at the commitment and above."""
        if availability >= self.commitment:
            return Percent(ZERO)
        given = next((tier.credit for tier in self.tiers if tier.low <= availability < tier.high), Percent(ZERO))
        return given if self.cap is None else min(given, self.cap)

    def fee(self, month: Decimal, cut: Cut | None) -> Decimal:
        """What credits of one month are reckoned of, where a whole one costs so much; unrounded."""
        if cut is None or self.cut is not CutFee.DAYS:
            return month
        return EXACT.divide(EXACT.multiply(month, Decimal(cut.ran)), Decimal(cut.days))

    def says(self, availability: Percent) -> bool:
        """Whether it is known what this gives back: kept, or within a tier."""
        return availability >= self.commitment or self.prices(availability)

    def prices(self, availability: Percent) -> bool:
        """Whether a tier says what this gives back: a contract may promise more than the scale commits to."""
        return any(tier.low <= availability < tier.high for tier in self.tiers)

    @property
    def is_silent_below(self) -> bool:
        """Whether the promise can be missed without anything being given back."""
        return not self.tiers or self.tiers[0].high < self.commitment


def flat(commitment: Percent, credit: Percent) -> Scale:
    """One credit for any miss."""
    return Scale(commitment=commitment, tiers=(Tier(low=Percent(ZERO), high=commitment, credit=credit),))


def payable(accrued: Decimal, fees: Decimal, cap: Percent) -> Decimal:
    """What of the credits of a whole period is paid: at most a share of the period's fees, unrounded.

    Source: Common Paper, Service Level Agreement 2.0 (CC BY 4.0): at most 8 % of the period's fees by its cover page.
    """
    if accrued < 0 or fees < 0:
        raise Refusal("Fees and credits are not below nothing.", field="fees")
    return min(accrued, cap.of(fees))


def may_leave(missed: Sequence[bool], *, times: int, months: int) -> bool:
    """Whether the promise was missed so many times in any so many months that follow each other.

    Source: Common Paper, Service Level Agreement 2.0: two of any three consecutive months.
    """
    if not 1 <= times <= months:
        raise Refusal("A right to leave counts at least one miss, and no more misses than months.", field="times")
    starts = range(max(1, len(missed) - months + 1))
    return any(sum(missed[start : start + months]) >= times for start in starts)


@dataclass(frozen=True, kw_only=True)
class Leave:
    """The right to end the contract after so many months below a bound in any so many that follow each other; the bound
    is the promise itself unless the contract names a lower one."""

    times: int
    months: int
    below: Percent | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.times <= self.months <= MOST_MONTHS:
            raise Refusal(
                "A right to leave counts at least one miss, and no more misses than months.", field="leave_times"
            )
        if self.below is not None and not 0 < self.below.points <= HUNDRED:
            raise Refusal("A promise of availability lies above 0 and at most at 100 %%.", field="leave_below")

    def bound(self, commitment: Percent) -> Percent:
        return commitment if self.below is None else self.below

    def missed(self, months: Sequence[Percent], commitment: Percent) -> tuple[bool, ...]:
        """Exactly the bound is not below it."""
        return tuple(share < self.bound(commitment) for share in months)

    def since(self, missed: Sequence[bool]) -> int | None:
        """The place of the month with which it first arises; None while it does not."""
        ends = range(1, len(missed) + 1)
        return next((n - 1 for n in ends if may_leave(missed[:n], times=self.times, months=self.months)), None)

    def nearest(self, missed: Sequence[bool]) -> int:
        """How many of the misses that it takes came together at most."""
        return max((sum(missed[n : n + self.months]) for n in range(len(missed))), default=0)


def _check(tier: Tier) -> None:
    if not 0 <= tier.low.points < tier.high.points <= 100:
        raise Refusal("A tier reaches from a lower availability to a higher one.", field="tiers")
    if not 0 <= tier.credit.points <= HUNDRED:
        raise Refusal("A credit lies between nothing and all of a month's fee.", field="tiers")


def _check_pair(higher: Tier, lower: Tier) -> None:
    if lower.high != higher.low:
        raise Refusal("One tier begins where the one above it ends.", field="tiers")
    if lower.credit < higher.credit:
        raise Refusal("A worse month gives back no less than a better one.", field="tiers")
