"""What a document comes to: discounts, VAT, rounding and margin."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.pricing.charges import Contracted, PerUnit
from quotes.domain.pricing.discounts import waterfall
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.margin import Sale, margin
from quotes.domain.pricing.terms import (
    HeaderDiscount,
    LineTerms,
    Markup,
    RoundingPolicy,
    RoundingScope,
    Stacking,
    Step,
)
from tests.acceptance.adapters.registry import Inputs, adapts
from tests.quotes.domain.offers import line, offer


def item(position: int, amount: Any, **values: Any) -> LineTerms:
    return line(position, list_price=Decimal(amount), **{"vat_rate": Decimal(0)} | values)


def one_price(
    given: Inputs, name: str, *, tax_included: bool, scope: RoundingScope = RoundingScope.LINE
) -> PricedOffer:
    step = Decimal(given.get("round", "0.01")).normalize().as_tuple()
    assert step.digits == (1,), f"no rule for rounding to {given['round']}"
    places = -int(step.exponent)
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
        "total": one_price(given, "price", tax_included=False, scope=RoundingScope.GRAND).gross,
        "wrong_with_intermediate_rounding": one_price(given, "price", tax_included=False).gross,
    }


@adapts("clean_gross_total")
def clean_gross_total(given: Inputs) -> dict[str, Any]:
    return {"gross": one_price(given, "net", tax_included=False, scope=RoundingScope.GRAND).gross}


@adapts("vat_split")
def vat_split(given: Inputs) -> dict[str, Any]:
    rate = Percent.from_ratio(Decimal(given["rate"])).points
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


@adapts("average_discount_for_approval", rounded=True)
def average_discount(given: Inputs) -> dict[str, Any]:
    lines = [
        item(i, one["list"], quantity=Decimal(one["qty"]), charge=agreed(one["list"], one["rate"]))
        for i, one in enumerate(given["lines"], 1)
    ]
    return {
        "average_discount_pct": discounted(lines, Decimal(given["header_discount"]), included=False).discount_percent
    }


@adapts("header_discount_successive")
def header_discount_successive(given: Inputs) -> dict[str, Any]:
    rate, *others = map(Decimal, given["tax_pcts"] or [0])
    lines = [item(i, one, vat_rate=rate, other_taxes=tuple(others)) for i, one in enumerate(given["lines"], 1)]
    percents = given["global_discounts_pct"]
    header = HeaderDiscount(steps=steps(percents)) if percents else None
    priced = price(offer(*lines, tax_included=False, header=header))
    return {"untaxed": priced.net, "tax": priced.tax, "total": priced.gross, "discount": priced.saving}


@adapts("line_then_header_discount")
def line_then_header(given: Inputs) -> dict[str, Any]:
    one = item(1, given["subtotal"], discounts=steps([given["line_pct"]]))
    return {"net": price(offer(one, tax_included=False, header=HeaderDiscount(steps=steps([given["header_pct"]])))).net}


@adapts("discount_stack_multiplicative")
def one_after_another(given: Inputs) -> dict[str, Any]:
    return stacked(given, Stacking.MULTIPLICATIVE)


@adapts("discount_stack_additive")
def added_up(given: Inputs) -> dict[str, Any]:
    return stacked(given, Stacking.ADDITIVE)


def stacked(given: Inputs, stacking: Stacking) -> dict[str, Any]:
    one = item(1, given["price"], discounts=steps(given["discounts_pct"]), vat_rate=Decimal(given["tax_pct"]))
    priced = price(offer(one, tax_included=False, stacking=stacking))
    return {"net": priced.net, "tax": priced.tax}


@adapts("negative_discount")
def negative_discount(given: Inputs) -> dict[str, Any]:
    return {
        "net": price(offer(item(1, given["list"], discounts=steps([given["discount_pct"]])), tax_included=False)).net
    }


@adapts("discount_waterfall")
def discount_waterfall(given: Inputs) -> dict[str, Any]:
    taken = tuple(Step(name=step["name"], percent=Decimal(step["pct"])) for step in given["steps"])
    one = item(1, given["list"], quantity=Decimal(given.get("quantity", 1)), discounts=taken)
    rungs = waterfall(one.list_price, one.discount, one.discounts, Stacking.MULTIPLICATIVE)
    return {
        "after_each_step": [rung.after for rung in rungs],
        "line_total": price(offer(one, tax_included=False)).total,
    }


@adapts("markup_then_discount")
def markup_then_discount(given: Inputs) -> dict[str, Any]:
    one = item(
        1,
        given["price_list_rate"],
        markup=Markup(percent=Decimal(given["margin_pct"])),
        discount=Decimal(given["discount_pct"]),
    )
    marked, *rest = waterfall(one.list_price, one.discount, one.discounts, Stacking.MULTIPLICATIVE, one.markup)
    return {
        "rate_with_margin": marked.after,
        "discount": rest[-1].off if rest else Decimal(0),
        "rate": price(offer(one, tax_included=False)).lines[0].unit_price,
    }


@adapts("margin", rounded=True)
@adapts("margin_negative", rounded=True)
def guarded_margin(given: Inputs) -> dict[str, Any]:
    found = margin(sales(given))
    return {"margin": found.amount, "margin_pct": found.percent.ratio if found.percent else None}


@adapts("margin_negative_revenue", rounded=True)
def unguarded_margin(given: Inputs) -> dict[str, Any]:
    """The trap as its source prints it; `percent`, which the screens show, is None here."""
    found = margin(sales(given))
    assert found.percent is None
    return {"margin": found.amount, "margin_pct": found.quotient}


def sales(given: Inputs) -> Iterable[Sale]:
    for one in given["lines"]:
        yield Sale(quantity=Decimal(one["qty"]), price=Decimal(one["price"]), cost=Decimal(one["cost"]))


def steps(percents: Iterable[Any]) -> tuple[Step, ...]:
    return tuple(Step(name=f"step {i}", percent=Decimal(percent)) for i, percent in enumerate(percents, 1))


def agreed(listed: Any, rate: Any) -> Contracted:
    """The rate of a peer that stores rates, beside its list."""
    return Contracted(price=PerUnit(unit=Decimal(rate)), list=PerUnit(unit=Decimal(listed)))


def discounted(lines: list[LineTerms], by: Decimal, *, included: bool) -> PricedOffer:
    return price(offer(*lines, tax_included=included, header=HeaderDiscount(amount=by)))
