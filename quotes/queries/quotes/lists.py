"""The list of quotes: a page costs the same on the first screen and on the two-thousandth."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.web.keyset import Page, page
from quotes.domain.lifecycle import VersionState
from quotes.models import Quote
from quotes.permissions import visible_quotes
from stakeholders.models import User
from stakeholders.permissions import own_deals, visible_deals

# What the list can be sorted by: each ends in a unique column.
ORDERS = {"updated": ("-updated_at", "-id"), "total": ("-latest_total", "-id")}
TONES = {VersionState.SUBMITTED: "warn", VersionState.SENT: "info", VersionState.ACCEPTED: "good"}
# A customer's search columns are ten times what the list shows of it.
SHOWN = (
    "number", "title", "latest_number", "latest_state", "latest_total", "latest_discount", "updated_at",
    "customer__name", "customer__short_name", "deal__owner__name", "deal__currency",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class QuoteFilter:
    """What the address bar asks the list for; empty words ask for nothing."""

    text: str = ""
    state: str = ""
    mine: bool = False
    sort: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteRow:
    pk: int
    number: str
    title: str
    customer: str
    version: int
    state: str
    tone: str
    total: Decimal
    currency: str
    discount: Decimal
    owner: str
    updated_at: datetime


def quote_list(user: User, wanted: QuoteFilter, *, after: str = "") -> Page[QuoteRow]:
    quotes = visible_quotes(user).select_related("customer", "deal__owner").only(*SHOWN)
    if wanted.text:
        quotes = quotes.matching(wanted.text)
    if wanted.mine:
        quotes = quotes.filter(deal__in=visible_deals(user).filter(own_deals(user)))
    if wanted.state:
        quotes = quotes.filter(latest_state=wanted.state)
    found = page(quotes, order=ORDERS.get(wanted.sort, ORDERS["updated"]), after=after)
    # Five words a page are translated once, not once a row.
    words = {state.value: gettext(state.label) for state in VersionState}
    return Page(tuple(_row(quote, words[quote.latest_state]) for quote in found.rows), found.after)


def _row(quote: Quote, state: str) -> QuoteRow:
    return QuoteRow(
        pk=quote.pk,
        number=quote.number,
        title=quote.title,
        customer=str(quote.customer),
        version=quote.latest_number,
        state=state,
        tone=TONES.get(VersionState(quote.latest_state), ""),
        total=quote.latest_total,
        currency=quote.deal.currency,
        discount=quote.latest_discount,
        owner=quote.deal.owner.name,
        updated_at=quote.updated_at,
    )
