"""Claims, and what they are worth in a deal, with any number of rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from quotes.actions.value import answer_concern
from tests.architecture.listing import Listing
from tests.factories import stakeholders as whom
from tests.factories import value as worth
from tests.factories.forewarnings import forewarning
from tests.factories.stakeholders import NOW


def forewarnings(cast: Any, rows: int) -> str:
    for month in range(1, rows + 1):
        forewarning(cast.adm, valid_from=date(2026, month, 2))
    return reverse("quotes:forewarnings")


def claims(cast: Any, rows: int) -> str:
    """Each with its record, used in the deal."""
    for number in range(rows):
        claim = worth.claim(by=cast.ada, ours=Decimal(number) / 10)
        worth.driver(deal=cast.deal, by=cast.ada, claim=claim)
    return reverse("quotes:claims")


def value(cast: Any, rows: int) -> str:
    """Beside an offer of ours: drivers that somebody acknowledged, answering a worry; and as many costs."""
    cast.draft()
    contact = whom.contact(customer=cast.customer, name="林清越")
    seat = whom.seat(deal=cast.deal, contact=contact, concern="怕出事故")
    worth.basis(deal=cast.deal, by=cast.ada)
    for _number in range(rows):
        figures = worth.given(worth.TICKETS, contact)
        driver = worth.acknowledged(worth.driver(deal=cast.deal, by=cast.ada, given=figures), contact, cast.ada)
        answer_concern(driver=driver, seat=seat, by=cast.ada, at=NOW)
        worth.switching(deal=cast.deal, by=cast.ada)
    return reverse("quotes:value", args=[cast.deal.pk])


VALUE: dict[str, Listing] = {
    "quotes:forewarnings": Listing("ada", 3, forewarnings),
    "quotes:claims": Listing("ada", 4, claims),
    "quotes:value": Listing("ada", 26, value),
}
