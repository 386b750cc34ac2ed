"""What a document comes to: discounts, VAT and rounding."""

from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.terms import LineTerms, RoundingPolicy, RoundingScope
from tests.acceptance.adapters.registry import Inputs, adapts
from tests.quotes.domain.offers import line, offer


def item(position: int, amount: Any, **values: Any) -> LineTerms:
    return line(position, list_price=Decimal(amount), **{"vat_rate": Decimal(0)} | values)


def one_price(
    given: Inputs, name: str, *, tax_included: bool, scope: RoundingScope = RoundingScope.LINE
) -> PricedOffer:
    places = -Decimal(given.get("round", "0.01")).as_tuple().exponent
    terms = offer(
        item(1, given[name], vat_rate=Decimal(given["tax_pct"])),
        tax_included=tax_included,
        rounding=RoundingPolicy(scope=scope, places=places),
    )
    return price(terms)


@adapts("tax_excluded_rounding")
def tax_excluded_rounding(given: Inputs) -> dict[str, Any]:
    priced = one_price(given, "price_excl", tax_included=False)
    return {"tax": priced.tax, "total": priced.gross}


@adapts("tax_included")
def tax_included(given: Inputs) -> dict[str, Any]:
    priced = one_price(given, "price_incl", tax_included=True)
    return {"excluded": priced.net, "tax": priced.tax, "included": priced.gross}


@adapts("tax_no_intermediate_rounding")
def tax_no_intermediate_rounding(given: Inputs) -> dict[str, Any]:
    return {
        "total": one_price(given, "price", tax_included=False, scope=RoundingScope.DOCUMENT).gross,
        "wrong_with_intermediate_rounding": one_price(given, "price", tax_included=False).gross,
    }


@adapts("clean_gross_total")
def clean_gross_total(given: Inputs) -> dict[str, Any]:
    return {"gross": one_price(given, "net", tax_included=False).gross}


@adapts("vat_split")
def vat_split(given: Inputs) -> dict[str, Any]:
    rate = Percent.from_ratio(given["rate"]).points
    priced = price(offer(item(1, given["gross"], vat_rate=rate), tax_included=True))
    return {"net": priced.net, "vat": priced.tax}


@adapts("line_rounding")
def line_rounding(given: Inputs) -> dict[str, Any]:
    priced = price(offer(item(1, given["price"], quantity=Decimal(given["qty"]))))
    return {"line_total": priced.lines[0].total}


@adapts("header_discount_prorata")
def header_discount_prorata(given: Inputs) -> dict[str, Any]:
    lines = [item(i, amount) for i, amount in enumerate(given["lines"], 1)]
    priced = discounted(lines, Decimal(given["discount_on_net"]), included=False)
    return {
        "allocated": [one.saving for one in priced.lines],
        "net_lines": [one.net for one in priced.lines],
        "net_total": priced.net,
    }


@adapts("header_discount_prorata_then_tax")
def header_discount_prorata_then_tax(given: Inputs) -> dict[str, Any]:
    lines = [item(i, fee["amount"], vat_rate=Decimal(fee["tax_pct"])) for i, fee in enumerate(given["fees"], 1)]
    priced = discounted(lines, Decimal(given["header_discount"]), included=False)
    return {
        "allocation": [one.saving for one in priced.lines],
        "tax": [one.tax for one in priced.lines],
        "net": priced.net,
        "tax_total": priced.tax,
        "total": priced.gross,
    }


@adapts("header_discount_on_grand_total_tax_included")
def header_discount_on_grand_total(given: Inputs) -> dict[str, Any]:
    rate = Decimal(given["tax_pct_included"])
    lines = [item(i, amount, vat_rate=rate) for i, amount in enumerate(given["lines_incl_tax"], 1)]
    before = price(offer(*lines, tax_included=True))
    after = discounted(lines, Decimal(given["discount_on_grand_total"]), included=True)
    return {
        "allocated_net": [old.net - new.net for old, new in zip(before.lines, after.lines, strict=True)],
        "net_total": after.net,
        "grand_total": after.gross,
    }


@adapts("average_discount_for_approval")
def average_discount(given: Inputs) -> dict[str, Any]:
    lines = [
        item(
            i,
            one["list"],
            quantity=Decimal(one["qty"]),
            discount=Percent.part_of(Decimal(one["list"]) - Decimal(one["rate"]), Decimal(one["list"])).points,
        )
        for i, one in enumerate(given["lines"], 1)
    ]
    return {
        "average_discount_pct": discounted(lines, Decimal(given["header_discount"]), included=False).discount_percent
    }


def discounted(lines: list[LineTerms], by: Decimal, *, included: bool) -> PricedOffer:
    """A discount on the whole is a bundle: one price for all lines, split over them."""
    whole = price(offer(*lines, tax_included=included)).total
    return price(offer(*lines, tax_included=included, bundle_price=whole - by))
