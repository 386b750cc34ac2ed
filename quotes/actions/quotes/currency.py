"""The currency of an offer: a price book's own, or another at a rate that stays with the version."""

from dealdesk.kernel.currencies import Exchange, places
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import from_json, scaled, to_json
from quotes.domain.pricing.terms import RoundingPolicy
from quotes.models import PriceItem, QuoteLine, QuoteVersion

# Amounts are stored to the cent.
STORED_PLACES = 2
UNIT_PLACES = RoundingPolicy().unit_places


def set_currency(version: QuoteVersion, book_currency: str, exchange: Exchange | None) -> None:
    """Refuses a rate that does not start from the book's currency, and amounts finer than they are stored."""
    version.currency = book_currency
    if exchange is not None:
        if exchange.source_currency != book_currency:
            message = "The price book is in %(currency)s: the exchange rate must start from that."
            raise Refusal(message, currency=book_currency, field="fx_rate")
        version.currency = exchange.target_currency
        version.fx_from, version.fx_rate = exchange.source_currency, exchange.rate
        version.fx_on, version.fx_source = exchange.on, exchange.source
    version.rounding_places = places(version.currency)
    if version.rounding_places > STORED_PLACES:
        message = (
            "Amounts in %(currency)s have three decimals, and they are stored with two: quote in another currency."
        )
        raise Refusal(message, currency=version.currency, field="currency")


def into_currency(line: QuoteLine, exchange: Exchange | None) -> None:
    """A line of the price book at the version's own rate: list, floor and price model alike, to 8 decimals."""
    if exchange is None:
        return
    if line.charge is not None:
        line.charge = to_json(scaled(from_json(line.charge), exchange.rate, UNIT_PLACES))
    line.list_price = exchange.convert(line.list_price, UNIT_PLACES)
    if line.floor_price is not None:
        line.floor_price = exchange.convert(line.floor_price, UNIT_PLACES)


def at_book_price(line: QuoteLine, item: PriceItem, exchange: Exchange | None) -> None:
    """The price book's own figures, so that nothing drifts by being converted twice."""
    line.list_price, line.floor_price, line.charge = item.list_price, item.floor_price, item.charge
    into_currency(line, exchange)
