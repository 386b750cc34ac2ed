"""Whether a claimed figure is promised: tied to what the offer's service terms say, or told as it was measured only."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from dealdesk.kernel.words import Word
from quotes.domain.claims import Better, Claim, Unit


class Served(Protocol):
    """Whatever says what a service promises: availability in percent, minutes of response, hours of support."""

    @property
    def sla_availability(self) -> Decimal | None: ...
    @property
    def urgent_minutes(self) -> int | None: ...
    @property
    def normal_minutes(self) -> int | None: ...
    @property
    def support_hours(self) -> str | None: ...


class Promise(Word):
    NONE = "none", "Non-contractual"
    AVAILABILITY = "availability", "Availability of the offer"
    URGENT = "urgent", "Response to urgent problems"
    NORMAL = "normal", "Response to other problems"
    SUPPORT = "support", "Support hours"


@dataclass(frozen=True, kw_only=True)
class Tied:
    """What the offer says: percent, minutes or hours of support; None where the figure is told without a promise.

    `falls_short` where it is tied to a term that the offer does not have, or that promises less than is claimed.
    """

    promise: Promise
    said: Decimal | int | str | None = None
    falls_short: bool = False

    @property
    def is_contractual(self) -> bool:
        return self.said is not None and not self.falls_short


def ties(claim: Claim) -> tuple[Promise, ...]:
    """What a claim can be tied to; an availability only to the availability."""
    if claim.unit is Unit.PERCENT and claim.better is Better.HIGHER:
        return (Promise.NONE, Promise.AVAILABILITY)
    return (Promise.NONE, Promise.URGENT, Promise.NORMAL, Promise.SUPPORT)


def tied(promise: Promise, claim: Claim, service: Served) -> Tied:
    if promise is Promise.NONE:
        return Tied(promise=promise)
    said: dict[Promise, Decimal | int | str | None] = {
        Promise.AVAILABILITY: service.sla_availability,
        Promise.URGENT: service.urgent_minutes,
        Promise.NORMAL: service.normal_minutes,
        Promise.SUPPORT: service.support_hours or None,
    }
    found = said[promise]
    is_less = promise is Promise.AVAILABILITY and isinstance(found, Decimal) and found < claim.ours
    return Tied(promise=promise, said=found, falls_short=found is None or is_less)
