"""Whether a claimed figure is promised: tied to what the offer's service terms say, or told as it was measured only."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from dealdesk.kernel.words import Word
from quotes.domain.claims import Better, Claim, Unit

# Seconds.
A_MINUTE = 60


class Served(Protocol):
    """Whatever says what a service promises: availability in percent, minutes of response."""

    @property
    def sla_availability(self) -> Decimal | None: ...
    @property
    def urgent_minutes(self) -> int | None: ...
    @property
    def normal_minutes(self) -> int | None: ...


class Promise(Word):
    NONE = "none", "Non-contractual"
    AVAILABILITY = "availability", "Availability of the offer"
    URGENT = "urgent", "Response to urgent problems"
    NORMAL = "normal", "Response to other problems"
    # Chosen for claims of old; no claim is in hours of support, so that none is held to them.
    SUPPORT = "support", "Support hours"


@dataclass(frozen=True, kw_only=True)
class Tied:
    """What the offer says: percent or minutes; None where the figure is told without a promise.

    `falls_short` where it is tied to a term that the offer does not have, or that promises less than is claimed.
    """

    promise: Promise
    said: Decimal | int | None = None
    falls_short: bool = False

    @property
    def is_contractual(self) -> bool:
        return self.said is not None and not self.falls_short


def ties(claim: Claim) -> tuple[Promise, ...]:
    """What a claim can be tied to: a share that is better higher to the availability, seconds that are better lower to
    the minutes of a response. No other unit of a claim is one of the contract's."""
    if claim.unit is Unit.PERCENT and claim.better is Better.HIGHER:
        return (Promise.NONE, Promise.AVAILABILITY)
    if claim.unit is Unit.SECONDS and claim.better is Better.LOWER:
        return (Promise.NONE, Promise.URGENT, Promise.NORMAL)
    return (Promise.NONE,)


def tied(promise: Promise, claim: Claim, service: Served) -> Tied:
    if promise is Promise.NONE:
        return Tied(promise=promise)
    if promise not in ties(claim):
        # Tied by an earlier rule: the two cannot be compared.
        return Tied(promise=promise, falls_short=True)
    if promise is Promise.AVAILABILITY:
        share = service.sla_availability
        return Tied(promise=promise, said=share, falls_short=share is None or share < claim.ours)
    minutes = service.urgent_minutes if promise is Promise.URGENT else service.normal_minutes
    is_less = minutes is not None and minutes * A_MINUTE > claim.ours
    return Tied(promise=promise, said=minutes, falls_short=minutes is None or is_less)
