"""The list of customers as a workbook: exactly what the screen shows under its filters, and nothing besides."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dealdesk.sheets import Cell, Column, Kind, listing, write
from dealdesk.web.keyset import Page
from stakeholders.domain.savedviews import Shown
from stakeholders.models import Customer

CUSTOMERS = (
    Column(_("Customer"), width=40),
    Column(_("Short name")),
    Column(_("Industry"), width=14, word=Shown.INDUSTRY),
    Column(_("Size"), width=14, word=Shown.SIZE),
    Column(_("City"), width=12, word=Shown.CITY),
    Column(_("Budget freeze"), Kind.DAY, word=Shown.FREEZE),
    Column(_("Open deals"), Kind.NUMBER, word=Shown.OPEN_DEALS),
    Column(_("Owner"), width=12, word=Shown.OWNER),
    Column(_("Changed"), Kind.MOMENT, word=Shown.CHANGED),
)


def customers_workbook(found: Page[Customer], shown: frozenset[Shown], *, at: datetime) -> bytes:
    """`found` as the list's query gives it, with the number of open deals its reader may see."""
    sheet = listing(_("Customers"), CUSTOMERS, _rows(found), shown=shown, whole=not found.after)
    return write([sheet], at=at, title=_("Customers"))


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
