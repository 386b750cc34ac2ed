"""What follows a signature: any number of obligations in one contract, and of settings."""

from datetime import date, timedelta

from django.urls import reverse

from contracts.actions.obligations import add_obligation
from contracts.domain.obligations.words import ObligationKind, Side
from tests.architecture.listing import Cast, Listing
from tests.factories import obligations as owed
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def after(cast: Cast, rows: int) -> str:
    _owe(cast, rows)
    return reverse("contracts:after", args=[cast.deal.pk])


def obligations(cast: Cast, rows: int) -> str:
    _owe(cast, rows)
    return reverse("contracts:obligations")


def lookouts(cast: Cast, rows: int) -> str:
    for month in range(1, rows + 1):
        owed.lookout(cast.adm, valid_from=date(2026, month, 1))
    return reverse("contracts:lookouts")


def _owe(cast: Cast, rows: int) -> None:
    """Beside what follows from the offer by itself; one of them is late, one settled."""
    owed.signed(cast.draft(), cast.ada, auto_renewal=30)
    for number in range(rows):
        made = add_obligation(
            deal=cast.deal,
            kind=ObligationKind.OTHER,
            side=Side.OURS,
            amount=None,
            due_on=NOW.date() + timedelta(days=number - 1),
            owner=cast.ada,
            source="合同附件",
            note=f"事项 {number}",
            by=cast.ada,
            at=NOW,
        )
    owed.settled(made, cast.ada)


def renewals(cast: Cast, rows: int) -> str:
    for number in range(rows):
        signed = whom.deal(customer=cast.customer, owner=cast.ada, name=f"合同 {number}")
        owed.signed(offered.draft(deal=signed, price_book=cast.price_book, by=cast.ada), cast.ada)
    return reverse("contracts:renewals")


def price_readings(cast: Cast, rows: int) -> str:
    for month in range(1, rows + 1):
        owed.prices(cast.fay, month=date(2026, month, 1))
    return reverse("contracts:price_readings")


def delivered(cast: Cast, rows: int) -> str:
    promise = owed.available(owed.signed(cast.draft(), cast.ada), cast.ada)
    for month in range(1, rows + 1):
        owed.delivered(promise, cast.ada, month=date(2026, month, 1))
    return reverse("contracts:delivered", args=[cast.deal.pk])


def health_weights(cast: Cast, rows: int) -> str:
    for month in range(1, rows + 1):
        owed.weights(cast.adm, valid_from=date(2026, month, 1))
    return reverse("contracts:health_weights")


AFTER: dict[str, Listing] = {
    "contracts:after": Listing("ada", 9, after),
    "contracts:delivered": Listing("ada", 8, delivered),
    "contracts:health_weights": Listing("ada", 3, health_weights),
    "contracts:lookouts": Listing("ada", 3, lookouts),
    "contracts:obligations": Listing("ada", 5, obligations),
    "contracts:price_readings": Listing("ada", 3, price_readings),
    "contracts:renewals": Listing("ada", 12, renewals),
}
