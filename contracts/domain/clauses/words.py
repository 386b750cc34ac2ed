"""What clauses are about, how far a position is from ours, and where a customer's users are."""

from collections.abc import Mapping

from dealdesk.kernel.words import Word
from stakeholders.domain.people import Role


class Kind(Word):
    SLA = "sla", "Service levels"
    PAYMENT = "payment", "Payment terms"
    DATA = "data", "Confidentiality and data"
    LIABILITY = "liability", "Liability and term"


# Who looks after the clauses of a kind.
OWNERS: Mapping[Kind, Role] = {
    Kind.SLA: Role.DELIVERY,
    Kind.PAYMENT: Role.FINANCE,
    Kind.DATA: Role.LEGAL,
    Kind.LIABILITY: Role.LEGAL,
}


class Stance(Word):
    """How a wording stands to ours, from what we would write ourselves to what we do not sign."""

    PREFERRED = "preferred", "What we would write"
    ACCEPTABLE = "acceptable", "What we can take"
    RELUCTANT = "reluctant", "Only with a consent"
    WALK_AWAY = "walk_away", "What we do not sign"

    @property
    def level(self) -> int:
        """The deviation, from 0 to 3."""
        return tuple(Stance).index(self)


class Region(Word):
    """Where users, nodes, logs or support of a service are: abroad begins with the first of them."""

    MAINLAND = "mainland", "Mainland China"
    EUROPE = "europe", "European Economic Area"
    AMERICA = "america", "United States"
    ELSEWHERE = "elsewhere", "Elsewhere abroad"
