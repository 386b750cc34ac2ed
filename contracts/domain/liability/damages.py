"""Damages against the loss, exclusions that are void, and the day on which daily damages reach their cap."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from contracts.domain.statutes import Named, Statute
from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class Loss(Word):
    """What an exclusion of liability may try to cover."""

    PERSONAL = "personal", "Injury to persons"
    GROSS = "gross", "Loss of property by intent or gross negligence"
    INDIRECT = "indirect", "Indirect loss and lost profit"
    ORDINARY = "ordinary", "Loss of property by ordinary negligence"


# 民法典, article 506: an exclusion of these is void.
NEVER_EXCLUDED = frozenset({Loss.PERSONAL, Loss.GROSS})


def void_exclusions(covered: Iterable[Loss]) -> tuple[Loss, ...]:
    """Those of the covered losses for which an exclusion is void, in the order of the words. 民法典, article 506."""
    asked = set(covered)
    return tuple(loss for loss in Loss if loss in asked & NEVER_EXCLUDED)


@dataclass(frozen=True, kw_only=True)
class Damages:
    """Agreed damages beside the most that is ordinarily left standing; amounts unrounded, in one currency."""

    agreed: Decimal
    threshold: Decimal

    @property
    def share(self) -> Percent | None:
        """Of the threshold, unrounded; None where there is no loss to measure by."""
        return Percent.part_of(self.agreed, self.threshold) if self.threshold else None

    @property
    def is_excessive(self) -> bool:
        """Strictly above: exactly the threshold stands."""
        return self.agreed > self.threshold


def damages(rule: Statute, loss: Decimal, agreed: Decimal) -> Damages:
    """Damages of more than 30 % above the loss are generally found excessive; whoever breached has to prove it.

    Source: 最高人民法院关于适用《民法典》合同编通则若干问题的解释, article 65.
    """
    if loss < 0 or agreed < 0:
        raise Refusal("Neither a loss nor damages are below nothing.", field="loss")
    return Damages(agreed=agreed, threshold=EXACT.add(loss, Percent(rule[Named.PERCENT_ABOVE_LOSS]).of(loss)))


def binds(*, waives_adjustment: bool) -> bool:
    """Whether a clause on damages holds as it is written: one by which nobody may ask to adjust them is not honoured.

    Source: the same interpretation, article 64(3).
    """
    return not waives_adjustment


def day_of_cap(daily: Decimal, cap: Decimal) -> int | None:
    """The first day on which daily damages have reached their cap; None where they never do."""
    if daily < 0 or cap < 0:
        raise Refusal("Neither damages nor a cap are below nothing.", field="cap")
    return int(EXACT.divide(cap, daily).to_integral_value(ROUND_CEILING)) if daily else None


def day_beyond(daily: Decimal, threshold: Decimal) -> int | None:
    """The first day on which daily damages are strictly above a threshold; None where they never are."""
    if daily < 0 or threshold < 0:
        raise Refusal("Neither damages nor a cap are below nothing.", field="cap")
    return int(threshold // daily) + 1 if daily else None
