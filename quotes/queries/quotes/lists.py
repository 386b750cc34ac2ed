"""The list of quotes: a page costs the same on the first screen and on the two-thousandth."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.kernel.formats import NOTHING, money, points
from dealdesk.web.keyset import SIZE, Page, page
from quotes.domain.lifecycle import VersionState, expires_soon, is_expired, mark
from quotes.permissions import visible_quotes
from stakeholders.models import User
from stakeholders.permissions import own_deals, visible_deals

# What is out and runs out: past its day already, or within a week.
EXPIRIES = EXPIRED, SOON = "expired", "soon"
# What the list can be sorted by: each ends in a unique column.
ORDERS = {"updated": ("-updated_at", "-id"), "total": ("-latest_total", "-id")}
TONES = {VersionState.SUBMITTED: "warn", VersionState.SENT: "info", VersionState.ACCEPTED: "good"}
SHOWN = (
    "id", "number", "title", "latest_number", "latest_branch", "latest_state", "latest_total", "latest_discount",
    "latest_valid_until", "updated_at",
    "customer__name", "customer__short_name", "deal__owner__name", "currency",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class QuoteFilter:
    """What the address bar asks the list for; empty words ask for nothing."""

    text: str = ""
    state: str = ""
    mine: bool = False
    expiry: str = ""
    sort: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteRow:
    """As it is read: `currency` is empty for yuan."""

    pk: str
    number: str
    title: str
    customer: str
    version: str
    state: str
    tone: str
    total: str
    currency: str
    discount: str
    valid_until: str
    expiry: str
    owner: str
    updated_at: str


def quote_list(user: User, wanted: QuoteFilter, *, today: date, after: str = "") -> Page[QuoteRow]:
    found = found_quotes(user, wanted, today=today, after=after)
    # Five words a page are translated once, not once a row.
    words = {state.value: gettext(state.label) for state in VersionState}
    return Page(tuple(_row(row, words[row.latest_state], today) for row in found.rows), found.after)


def found_quotes(user: User, wanted: QuoteFilter, *, today: date, after: str = "", size: int = SIZE) -> Page[Any]:
    """Plain rows of the columns SHOWN: fifty quotes with their customers, deals and owners as objects cost more than
    finding them."""
    quotes = visible_quotes(user)
    if wanted.text:
        quotes = quotes.matching(wanted.text)
    if wanted.mine:
        quotes = quotes.filter(deal__in=visible_deals(user).filter(own_deals(user)))
    if wanted.state:
        quotes = quotes.filter(latest_state=wanted.state)
    if wanted.expiry:
        quotes = quotes.expired(today) if wanted.expiry == EXPIRED else quotes.expiring(today)
    order = ORDERS.get(wanted.sort, ORDERS["updated"])
    return page(quotes.values_list(*SHOWN, named=True), order=order, after=after, size=size)


def _row(row: Any, state: str, today: date) -> QuoteRow:
    """Everything is text by now: a template would localize every number again."""
    about = VersionState(row.latest_state), row.latest_valid_until, today
    return QuoteRow(
        pk=str(row.id),
        number=row.number,
        title=row.title,
        customer=row.customer__short_name or row.customer__name,
        version=f"V{mark(row.latest_number, row.latest_branch)}",
        state=state,
        tone=TONES.get(row.latest_state, ""),
        total=money(row.latest_total),
        currency="" if row.currency == "CNY" else row.currency,
        discount=points(row.latest_discount) if row.latest_discount else NOTHING,
        valid_until=f"{row.latest_valid_until:%m-%d}" if row.latest_valid_until else NOTHING,
        expiry=EXPIRED if is_expired(*about) else SOON if expires_soon(*about) else "",
        owner=row.deal__owner__name,
        updated_at=f"{timezone.localtime(row.updated_at):%m-%d %H:%M}",
    )
