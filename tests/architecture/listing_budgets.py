"""Lists of budget signals, and of how estimates turned out."""

from django.urls import reverse

from tests.architecture.listing import Cast
from tests.factories import budgets


def budget(cast: Cast, rows: int) -> str:
    for number in range(rows):
        budgets.signal(deal=cast.deal, by=cast.ada, p90=150 + number)
        cast.draft()
    return reverse("quotes:budget", args=[cast.deal.pk])


def budget_record(cast: Cast, rows: int) -> str:
    for number in range(rows):
        budgets.closed(customer=cast.customer, by=cast.ada, budget=80 + number)
    return reverse("quotes:budget_record")
