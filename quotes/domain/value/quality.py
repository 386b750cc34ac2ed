"""Quality in numbers that a customer feels: complaints that do not come, and hours without service."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

HOURS_A_YEAR = Decimal(8760)


@dataclass(frozen=True, kw_only=True)
class Complaints:
    """How many fewer a year, and what that saves in the customer's money; negative where ours are more. Unrounded."""

    avoided: Decimal
    tickets: Decimal
    retention: Decimal

    @property
    def total(self) -> Decimal:
        return EXACT.add(self.tickets, self.retention)


def complaints_avoided(calls: Decimal, ours: Percent, theirs: Percent) -> Decimal:
    """3,000,000 calls at 0.3 % instead of 1.2 % are 27,000 complaints fewer."""
    if calls < 0:
        raise Refusal("A number of calls is not below zero.", field="calls")
    return EXACT.multiply(calls, EXACT.subtract(theirs.ratio, ours.ratio))


def complaints(avoided: Decimal, *, ticket: Decimal, leaves: Percent, margin: Decimal) -> Complaints:
    """What so many complaints fewer save: `ticket` money each to handle, and the `margin` of the users who would leave.

    All three are the customer's own figures; nothing is assumed for one that is not known.
    """
    return Complaints(
        avoided=avoided,
        tickets=EXACT.multiply(avoided, ticket),
        retention=EXACT.multiply(leaves.of(avoided), margin),
    )


def hours_without(availability: Percent, hours: Decimal = HOURS_A_YEAR) -> Decimal:
    """How long a promise of availability lets the service be gone: 99.9 % of a year are 8.76 hours."""
    if not 0 <= availability.points <= 100 or hours < 0:
        raise Refusal("Availability is from 0 to 100 %% of some hours.", field="availability")
    return availability.off(hours)
