"""One customer's use under every form of billing, beside the offer as it stands."""

from quotes.queries.billing.candidates import priced_items, usual_vat
from quotes.queries.billing.ground import Ground, ground_of
from quotes.queries.billing.known import known_to
from quotes.queries.billing.lines import lines_from
from quotes.queries.billing.screen import billing_screen
from quotes.queries.billing.shown import BillingScreen, Question
from quotes.queries.billing.uses import demand_of

__all__ = [
    "BillingScreen",
    "Ground",
    "Question",
    "billing_screen",
    "demand_of",
    "ground_of",
    "known_to",
    "lines_from",
    "priced_items",
    "usual_vat",
]
