"""The table of prices as a workbook inside the document: what the page prints of it, as figures to reckon with."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import Cell, Column, Kind, Sheet, write
from quotes.documents.proposal import pictures
from quotes.documents.proposal.tree import Line, Proposal

type Row = tuple[Cell, ...]


def price_workbook(proposal: Proposal) -> bytes:
    """In the language of the document, dated by it: the same proposal gives the same bytes. It has what the table of
    prices has; no other section adds to it."""
    with override(proposal.language):
        return write([_lines(proposal), _sums(proposal)], at=proposal.prepared_at, title=proposal.title)


def _lines(proposal: Proposal) -> Sheet:
    unit = f"{proposal.unit} · {proposal.basis}"
    columns = (
        Column(_("No."), Kind.NUMBER, 6),
        Column(_("Group")),
        Column(_("Code"), width=14),
        Column(_("Service and billing basis"), width=40),
        Column(_("Unit"), width=10),
        Column(_("Quantity"), Kind.QUANTITY),
        Column(_("List price"), Kind.PRICE),
        Column(_("Discount"), Kind.PERCENT),
        Column(_("Your price"), Kind.PRICE),
        Column(f"{_('Subtotal')} ({unit})", Kind.MONEY, 22),
        Column(_("Tax rate"), Kind.PERCENT),
    )
    rows = [_row(group.name, line) for group in proposal.groups for line in group.lines]
    return Sheet(_("Prices"), columns, rows)


def _row(group: str, line: Line) -> Row:
    """A price that depends on other lines is none by itself, as on the page; a surcharge is less than nothing off."""
    alone = not line.is_relative
    return (
        Decimal(line.number),
        group or None,
        line.code or None,
        line.description,
        line.unit,
        line.quantity,
        line.list_price if alone else None,
        Percent(line.discount - line.surcharge) if alone else None,
        line.unit_price if alone else None,
        line.total,
        Percent(line.tax_rate),
    )


def _sums(proposal: Proposal) -> Sheet:
    columns = (Column(_("Item"), width=40), Column(proposal.unit, Kind.MONEY))
    return Sheet(_("Total"), columns, list(_steps(proposal)))


def _steps(proposal: Proposal) -> Iterator[Row]:
    totals = proposal.totals
    yield from ((step.name, -step.amount if step.is_change else step.amount) for step in pictures.steps(proposal))
    yield _("Amount before tax"), totals.net
    for tax in totals.taxes:
        yield f"{_('VAT and other taxes') if tax.has_others else _('VAT')} {tax.rate.normalize():f}%", tax.tax
    yield _("Total with tax"), totals.gross
