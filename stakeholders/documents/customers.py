"""The list of customers as a workbook: exactly what the screen shows under its filters, and nothing besides."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dealdesk.sheets import Cell, Column, Kind, listing, write
from dealdesk.web.keyset import Page
from stakeholders.models import Customer

CUSTOMERS = (
    Column(_("Customer"), width=40),
    Column(_("Short name")),
    Column(_("Industry"), width=14),
    Column(_("Size"), width=14),
    Column(_("City"), width=12),
    Column(_("Budget freeze"), Kind.DAY),
    Column(_("Open deals"), Kind.NUMBER),
    Column(_("Owner"), width=12),
    Column(_("Changed"), Kind.MOMENT),
)


def customers_workbook(found: Page[Customer], *, at: datetime) -> bytes:
    """`found` as the list's query gives it, with the number of open deals its reader may see."""
    return write([listing(_("Customers"), CUSTOMERS, _rows(found), whole=not found.after)], at=at, title=_("Customers"))


def _rows(found: Page[Customer]) -> Iterator[tuple[Cell, ...]]:
    for customer in found.rows:
        yield (
            customer.name,
            customer.short_name or None,
            str(customer.get_industry_display()),
            str(customer.get_size_display()),
            customer.city or None,
            customer.budget_freeze_on,
            Decimal(vars(customer)["open_deals"]),
            customer.owner.name,
            customer.updated_at,
        )
