"""What the offer on the table leaves us, and costs its buyer under either invoice."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.words import label
from quotes.domain.invoicing import Invoice, Invoicing, billed
from quotes.domain.pricing.engine import price
from quotes.models import DealInvoicing
from quotes.queries.issues import table_of
from stakeholders.models import Deal


@dataclass(frozen=True, kw_only=True)
class InvoiceRow:
    """One invoice as the buyer pays it: what is left with a credit and without, and whether it is the one we issue."""

    name: str
    credited: Decimal
    not_credited: Decimal
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class InvoicingScreen:
    """Amounts are None before anything is on the table."""

    row: DealInvoicing | None
    table: str
    currency: str
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal | None
    rows: tuple[InvoiceRow, ...]


def invoicing_screen(deal: Deal) -> InvoicingScreen:
    """Three statements, four with something on the table."""
    row, table = DealInvoicing.objects.select_related("set_by").filter(deal=deal).first(), table_of(deal)
    priced = price(table.terms()) if table else None
    ours = row.value().invoice if row else None
    return InvoicingScreen(
        row=row,
        table=f"{table.quote} {table}" if table else "",
        currency=deal.currency,
        net=priced.net if priced else None,
        vat=priced.gross - priced.net if priced else None,
        gross=priced.gross if priced else None,
        rows=tuple(
            InvoiceRow(
                name=_(label(invoice)),
                credited=billed(priced, Invoicing(invoice=invoice, buyer_credits=True)).left or priced.gross,
                not_credited=priced.gross,
                is_ours=invoice is ours,
            )
            for invoice in (Invoice if priced else ())
            if priced
        ),
    )
