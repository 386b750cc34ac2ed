"""How long before its last day whoever looks after a claim or an offer hears of it."""

from dataclasses import dataclass

from dealdesk.kernel.refusals import Refusal

# A claim is measured for a year or two; an offer stands for a month or so, and would else be about to end from the day
# it is made.
MOST_CLAIM_DAYS = 366
MOST_OFFER_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Forewarning:
    """Nobody hears anything until somebody has said when (None). A claim is told of twice where `claim_again` says so,
    and marked from the first time on."""

    claim_days: int | None = None
    claim_again: int | None = None
    offer_days: int | None = None

    def __post_init__(self) -> None:
        if self.claim_days is not None and not 1 <= self.claim_days <= MOST_CLAIM_DAYS:
            raise Refusal("Days are counted from 1 to %(most)s.", field="claim_days", most=MOST_CLAIM_DAYS)
        if self.claim_again is not None and not 0 <= self.claim_again < (self.claim_days or 0):
            raise Refusal("The second time comes after the first: fewer days before the end.", field="claim_again")
        if self.offer_days is not None and not 1 <= self.offer_days <= MOST_OFFER_DAYS:
            raise Refusal("Days are counted from 1 to %(most)s.", field="offer_days", most=MOST_OFFER_DAYS)

    @property
    def of_claims(self) -> tuple[int, ...]:
        """Days before the last one, the first time first."""
        return tuple(days for days in (self.claim_days, self.claim_again) if days is not None)
