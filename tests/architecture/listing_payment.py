"""The pages on how a deal is paid, with any number of rows on each."""

from datetime import date

from django.urls import reverse

from tests.architecture.listing import Cast, Listing
from tests.architecture.listing_law import checklists
from tests.factories import payments


def payment_law(cast: Cast, rows: int) -> str:
    """However many files show that we told our size."""
    checklists(cast, 1)
    for number in range(rows):
        payments.declared(cast.deal, cast.ada, content=f"%PDF-1.7 {number} %%EOF".encode())
    return reverse("contracts:payment_law", args=[cast.deal.pk])


def payment_received(cast: Cast, rows: int) -> str:
    """So many instalments, and as many receipts."""
    checklists(cast, 1)
    for _ in range(rows):
        payments.instalment(cast.deal, cast.ada)
        payments.receipt(cast.deal, cast.adm)
    return reverse("contracts:payment_received", args=[cast.deal.pk])


def payment_vat(cast: Cast, rows: int) -> str:
    """However often a contract was added to."""
    checklists(cast, 1)
    for _ in range(rows):
        payments.supplement(cast.deal, cast.ada)
    return reverse("contracts:payment_vat", args=[cast.deal.pk])


def prime_rates(cast: Cast, rows: int) -> str:
    for month in range(rows):
        payments.prime(cast.adm, valid_from=date(2026, month + 1, 20))
    return reverse("contracts:prime_rates")


PAYMENTS: dict[str, Listing] = {
    "contracts:payment_law": Listing("ada", 10, payment_law),
    "contracts:payment_received": Listing("ada", 13, payment_received),
    "contracts:payment_vat": Listing("ada", 11, payment_vat),
    "contracts:prime_rates": Listing("ada", 3, prime_rates),
}
