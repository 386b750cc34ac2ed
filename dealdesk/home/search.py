"""One box for customers, deals and quote numbers: Chinese, pinyin or initials, and only what the reader may open."""

from dataclasses import dataclass

from quotes.models import Quote
from stakeholders.models import Customer, Deal, User
from stakeholders.permissions import visible_customers, visible_deals

# As many of each kind as can be taken in at once.
ROWS = 8


@dataclass(frozen=True, kw_only=True)
class Found:
    text: str
    customers: tuple[Customer, ...] = ()
    deals: tuple[Deal, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.customers or self.deals or self.quotes)


def found(user: User, text: str) -> Found:
    if not text:
        return Found(text=text)
    customers = visible_customers(user).matching(text).select_related("owner").order_by("-updated_at", "-id")
    deals = visible_deals(user).matching(text).select_related("customer", "owner").order_by("-touched_at", "-id")
    quotes = Quote.objects.matching(text).filter(deal__in=visible_deals(user)).select_related("deal__customer")
    return Found(
        text=text,
        customers=tuple(customers[:ROWS]),
        deals=tuple(deals[:ROWS]),
        quotes=tuple(quotes.order_by("-updated_at", "-id")[:ROWS]),
    )
