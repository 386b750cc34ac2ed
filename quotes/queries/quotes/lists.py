"""The list of quotes: a page costs the same on the first screen and on the two-thousandth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q
from django.utils import timezone

from dealdesk.kernel.formats import NOTHING, money
from dealdesk.web.keyset import SIZE, Page, page
from dealdesk.web.units import for_term, off_list
from quotes.domain.lifecycle import RUNNING, VersionState, expires_soon, mark
from quotes.domain.standing import Standing
from quotes.models.approvals import asked
from quotes.models.forewarnings import soon
from quotes.permissions import visible_quotes
from quotes.queries.approvals.standings import TONES, standing_by, words
from stakeholders.models import User
from stakeholders.permissions import own_deals, visible_deals

# What is out and runs out: past its day already, or within a week.
EXPIRED, SOON = "expired", "soon"
# Words that a version's own state says; the others are what became of a request for what is submitted.
BY_STATE = frozenset({Standing.DRAFT, Standing.SENT, Standing.ACCEPTED, Standing.VOID})
# What the list can be sorted by: each ends in a unique column.
ORDERS = {"updated": ("-updated_at", "-id"), "total": ("-latest_total", "-id")}
SHOWN = (
    "id", "number", "title", "latest_number", "latest_branch", "latest_state", "latest_total", "latest_discount",
    "latest_term_months", "latest_valid_until", "updated_at", "asked", "soon_until",
    "customer__name", "customer__short_name", "deal__owner__name", "currency",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class QuoteFilter:
    """What the address bar asks the list for; empty words ask for nothing. `state` is a word of Standing, as rows say
    it; `soon` what is about to end."""

    text: str = ""
    state: str = ""
    mine: bool = False
    soon: bool = False
    sort: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteRow:
    """As it is read: `currency` is empty for yuan, and `term` for a year."""

    pk: str
    number: str
    title: str
    customer: str
    version: str
    state: str
    tone: str
    total: str
    currency: str
    term: str
    discount: str
    valid_until: str
    expiry: str
    owner: str
    updated_at: str


def quote_list(user: User, wanted: QuoteFilter, *, today: date, after: str = "") -> Page[QuoteRow]:
    found = found_quotes(user, wanted, today=today, after=after)
    said = words()
    return Page(tuple(_row(row, said, today) for row in found.rows), found.after)


def found_quotes(user: User, wanted: QuoteFilter, *, today: date, after: str = "", size: int = SIZE) -> Page[Any]:
    """Plain rows of the columns SHOWN: fifty quotes with their customers, deals and owners as objects cost more than
    finding them."""
    quotes = visible_quotes(user).annotate(
        asked=asked(version__quote=OuterRef("pk"), version__number=OuterRef("latest_number")), soon_until=soon(today)
    )
    if wanted.text:
        quotes = quotes.matching(wanted.text)
    if wanted.mine:
        quotes = quotes.filter(deal__in=visible_deals(user).filter(own_deals(user)))
    if wanted.state:
        quotes = quotes.filter(_stands(Standing(wanted.state), today))
    if wanted.soon:
        quotes = quotes.expiring(today)
    order = ORDERS.get(wanted.sort, ORDERS["updated"])
    return page(quotes.values_list(*SHOWN, named=True), order=order, after=after, size=size)


def _stands(wanted: Standing, today: date) -> Q:
    """What `standing_in` calls by this word, said to the database."""
    runs, past = Q(latest_state__in=RUNNING), Q(latest_valid_until__lt=today)
    if wanted is Standing.EXPIRED:
        return runs & past
    if wanted in BY_STATE:
        return Q(latest_state=wanted.value) & ~(runs & past)
    untold = Q(asked=None) if wanted is Standing.SUBMITTED else Q(pk__in=[])
    return Q(latest_state=VersionState.SUBMITTED) & ~past & (Q(asked=wanted.value) | untold)


def standing_in(row: Any, today: date) -> Standing:
    """Where the latest version of a found quote stands."""
    return standing_by(row.latest_state, row.asked, row.latest_valid_until or today, today)


def _row(row: Any, said: Mapping[Standing, str], today: date) -> QuoteRow:
    """Everything is text by now: a template would localize every number again."""
    stands = standing_in(row, today)
    return QuoteRow(
        pk=str(row.id),
        number=row.number,
        title=row.title,
        customer=row.customer__short_name or row.customer__name,
        version=f"V{mark(row.latest_number, row.latest_branch)}",
        state=said[stands],
        tone=TONES[stands],
        total=money(row.latest_total),
        currency="" if row.currency == "CNY" else row.currency,
        term=for_term(row.latest_term_months),
        discount=off_list(row.latest_discount) if row.latest_discount else NOTHING,
        valid_until=f"{row.latest_valid_until:%m-%d}" if row.latest_valid_until else NOTHING,
        expiry=EXPIRED if stands is Standing.EXPIRED else SOON if _ends_soon(row, today) else "",
        owner=row.deal__owner__name,
        updated_at=f"{timezone.localtime(row.updated_at):%m-%d %H:%M}",
    )


def _ends_soon(row: Any, today: date) -> bool:
    days = None if row.soon_until is None else (row.soon_until - today).days
    return expires_soon(VersionState(row.latest_state), row.latest_valid_until, today, days)
