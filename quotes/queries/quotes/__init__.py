"""What the screens of an offer show: the list, one version, two side by side, and what a new one is made from."""

from quotes.queries.quotes.catalogue import Catalogue, catalogue, items_of
from quotes.queries.quotes.compare import Comparison, comparison
from quotes.queries.quotes.lists import QuoteFilter, QuoteRow, quote_list
from quotes.queries.quotes.offer import Offer, offer

__all__ = [
    "Catalogue",
    "Comparison",
    "Offer",
    "QuoteFilter",
    "QuoteRow",
    "catalogue",
    "comparison",
    "items_of",
    "offer",
    "quote_list",
]
