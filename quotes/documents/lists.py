"""The lists of quotes and deals as workbooks: exactly what the screen shows under its filters, and nothing besides."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dealdesk.sheets import MOST, Cell, Column, Kind, listing, write
from quotes.domain.lifecycle import mark
from quotes.queries.approvals.standings import words
from quotes.queries.quotes import QuoteFilter, found_quotes, standing_in
from quotes.queries.workspace import DealFilter, DealRow, deal_list
from stakeholders.domain.savedviews import Shown
from stakeholders.models import User

QUOTES = (
    Column(_("Customer")),
    Column(_("Quote")),
    Column(_("Number"), width=12, word=Shown.NUMBER),
    Column(_("Version"), width=9, word=Shown.VERSION),
    Column(_("State"), width=12, word=Shown.STATE),
    Column(_("Total with tax"), Kind.MONEY, word=Shown.TOTAL),
    Column(_("Currency"), width=8, word=Shown.TOTAL),
    Column(_("For months"), Kind.NUMBER, width=8, word=Shown.TOTAL),
    Column(_("Discount"), Kind.QUANTITY, word=Shown.DISCOUNT),
    Column(_("Valid until"), Kind.DAY, word=Shown.VALID_UNTIL),
    Column(_("Owner"), width=12, word=Shown.OWNER),
    Column(_("Last change"), Kind.MOMENT, word=Shown.CHANGED),
)
DEALS = (
    Column(_("Customer")),
    Column(_("Deal")),
    Column(_("Stage"), width=12, word=Shown.STAGE),
    Column(_("Total with tax"), Kind.MONEY, word=Shown.TOTAL),
    Column(_("Currency"), width=8, word=Shown.TOTAL),
    Column(_("For months"), Kind.NUMBER, width=8, word=Shown.TOTAL),
    Column(_("Discount"), Kind.QUANTITY, word=Shown.DISCOUNT),
    Column(_("Budget freeze"), Kind.DAY, word=Shown.FREEZE),
    Column(_("Workdays"), Kind.NUMBER, word=Shown.WORKDAYS),
    Column(_("Date of the next step"), Kind.DAY, word=Shown.NEXT_STEP),
    Column(_("Next step"), word=Shown.NEXT_STEP),
    Column(_("Owner"), width=12, word=Shown.OWNER),
    Column(_("Last activity"), Kind.MOMENT, word=Shown.CHANGED),
)


def quotes_workbook(
    user: User, wanted: QuoteFilter, shown: frozenset[Shown], *, today: date, at: datetime
) -> tuple[bytes, int]:
    """The file, and how many rows are in it. Totals in each quote's currency and for its whole term, discounts in
    percent points."""
    found, said = found_quotes(user, wanted, today=today, size=MOST), words()
    rows = (
        (
            row.customer__short_name or row.customer__name,
            row.title,
            row.number,
            f"V{mark(row.latest_number, row.latest_branch)}",
            said[standing_in(row, today)],
            row.latest_total,
            row.currency,
            Decimal(row.latest_term_months),
            row.latest_discount or None,
            row.latest_valid_until,
            row.deal__owner__name,
            row.updated_at,
        )
        for row in found.rows
    )
    sheet = listing(_("Quotes"), QUOTES, rows, shown=shown, whole=not found.after)
    return write([sheet], at=at, title=_("Quotes")), len(found.rows)


def deals_workbook(
    user: User, wanted: DealFilter, shown: frozenset[Shown], *, today: date, at: datetime
) -> tuple[bytes, int]:
    """The file, and how many rows are in it. Of each deal the latest version of the quote last worked on, in that
    quote's currency, for its whole term."""
    found = deal_list(user, wanted, today=today, size=MOST)
    rows = (_deal(row) for row in found.rows)
    sheet = listing(_("Deals"), DEALS, rows, shown=shown, whole=not found.after)
    return write([sheet], at=at, title=_("Deals")), len(found.rows)


def _deal(row: DealRow) -> tuple[Cell, ...]:
    deal, quote = row.deal, row.quote
    return (
        str(deal.customer),
        deal.name,
        str(deal.get_stage_display()),
        quote.latest_total if quote else None,
        quote.currency if quote else None,
        Decimal(quote.latest_term_months) if quote else None,
        (quote.latest_discount or None) if quote else None,
        deal.freeze_on,
        None if row.workdays is None else Decimal(row.workdays),
        deal.next_step_on,
        deal.next_step or None,
        deal.owner.name,
        deal.touched_at,
    )
