"""Price models: what a quantity costs, in tiers, in packs, over a period and within its bounds."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import round_to
from quotes.domain.pricing.charges import (
    Charge,
    DiscountSchedule,
    Graduated,
    Package,
    PercentOf,
    PerUnit,
    Schedule,
    Stretch,
    Tier,
    Volume,
    days_between,
    instalments,
    joined,
    multiplier,
    one_tier,
    prorated,
    settle,
    since,
    true_up,
)
from quotes.domain.pricing.engine import PricedOffer, price
from tests.acceptance.adapters.registry import Inputs, adapts
from tests.acceptance.adapters.totals import item
from tests.quotes.domain.offers import offer


def number(given: Inputs, name: str, default: Any = 0) -> Decimal:
    value = given.get(name)
    return Decimal(default if value is None else value)


def maybe(given: Inputs, name: str) -> Decimal | None:
    return None if given.get(name) is None else number(given, name)


def tiers(given: Inputs) -> tuple[Tier, ...]:
    """Rows by upper bound, which still belongs to its tier."""
    return joined(
        [
            Tier(
                up_to=maybe(row, "up_to"),
                unit=number(row, "unit"),
                flat=number(row, "flat"),
                percent=number(row, "rate_pct") or number(row, "discount_pct"),
            )
            for row in given["tiers"]
        ]
    )


def of(charge: Charge, quantity: Decimal) -> dict[str, Any]:
    return {"total": charge.of(quantity).amount}


@adapts("per_unit")
def per_unit(given: Inputs) -> dict[str, Any]:
    return of(PerUnit(unit=number(given, "unit")), number(given, "quantity"))


@adapts("tier_graduated")
@adapts("tier_graduated_flat")
@adapts("tier_graduated_fractional")
@adapts("tier_graduated_mixed")
def graduated(given: Inputs) -> dict[str, Any]:
    return of(Graduated(tiers=tiers(given)), number(given, "quantity"))


@adapts("tier_graduated_percentage")
def graduated_percentage(given: Inputs) -> dict[str, Any]:
    # Where percentages are charged, Lago owes no flat fee for an amount of zero.
    return of(Graduated(tiers=tiers(given), free_when_unused=True), number(given, "amount"))


@adapts("tier_volume")
@adapts("tier_volume_flat")
@adapts("tier_volume_mixed")
@adapts("tier_volume_backward_total")
def volume(given: Inputs) -> dict[str, Any]:
    table = tiers(given) if "tiers" in given else one_tier(unit=number(given, "tier_unit"))
    return of(Volume(tiers=table), number(given, "quantity"))


@adapts("tier_volume_prorated")
def volume_prorated(given: Inputs) -> dict[str, Any]:
    charge = Volume(tiers=tiers(given))
    return {"total": charge.prorated(number(given, "prorated_quantity"), full=number(given, "full_units")).amount}


def schedule(given: Inputs, kind: Schedule) -> dict[str, Any]:
    table = tiers(given) if "tiers" in given else one_tier(percent=number(given, "tier_discount_pct"))
    charge = DiscountSchedule(list_price=number(given, "list_price"), schedule=kind, tiers=table)
    return of(charge, number(given, "quantity"))


@adapts("discount_schedule_range")
def discount_range(given: Inputs) -> dict[str, Any]:
    return schedule(given, Schedule.RANGE)


@adapts("discount_schedule_slab")
def discount_slab(given: Inputs) -> dict[str, Any]:
    return schedule(given, Schedule.SLAB)


def packs(given: Inputs, **values: Any) -> Package:
    return Package(
        size=number(given, "package_size"),
        price=number(given, "price_per_package"),
        free=number(given, "free_units"),
        **values,
    )


@adapts("package")
def package(given: Inputs) -> dict[str, Any]:
    # Chargebee, which knows no free units, bills one package at least; Lago does not.
    return of(packs(given, at_least_one="free_units" not in given), number(given, "quantity"))


@adapts("package_count")
@adapts("tier_package")
def package_count(given: Inputs) -> dict[str, Any]:
    charge, quantity = packs(given), number(given, "quantity")
    return {"packages": charge.packs(quantity), **of(charge, quantity)}


def charge_of(given: Inputs) -> Charge:
    """The price model that the shape of the inputs shows."""
    if "package_size" in given:
        return packs(given)
    if "unit" in given:
        return PerUnit(unit=number(given, "unit"))
    # Only a graduated price can be billed in the middle of its period.
    billed_before = {"already_billed", "previous_billed", "previous_quantity"} & set(given)
    mode = given.get("mode", "graduated" if billed_before else "volume")
    return {"graduated": Graduated, "volume": Volume}[mode](tiers=tiers(given))


@adapts("minimum_spend")
@adapts("maximum_spend")
@adapts("package_maximum_spend")
@adapts("percent_discount_then_cap")
def spend(given: Inputs) -> dict[str, Any]:
    charge, quantity = charge_of(given), number(given, "period_quantity", given.get("quantity", 0))
    before = maybe(given, "previous_quantity")
    settled = settle(
        charge.of(quantity).amount if before is None else since(charge, before, quantity),
        percent_off=number(given, "discount_pct"),
        minimum=maybe(given, "minimum_spend"),
        maximum=maybe(given, "maximum_spend"),
        # What was `already_billed` is part of the quantity's own charge; what was `previous_billed` comes before it.
        billed=number(given, "previous_billed"),
    )
    return {
        "tier_charge": settled.gross,
        "gross": settled.gross,
        "percent_discount": settled.discount,
        "cap_discount": settled.cap,
        "minimum_top_up": settled.top_up,
        "total": settled.total,
    }


@adapts("percent_of_total", rounded=True)
def percent_of_total(given: Inputs) -> dict[str, Any]:
    charge = PercentOf(percent=number(given, "percent"), default_months=int(given["default_term_months"]))
    return {"price": charge.over(number(given, "base_lines_total"), months=int(given["term_months"])).amount}


@adapts("proration_term", rounded=True)
def proration_term(given: Inputs) -> dict[str, Any]:
    term, default = int(given["term_months"]), int(given["default_term_months"])
    return {
        "prorate_multiplier": multiplier(term, default),
        "price": prorated(number(given, "price"), term, default),
    }


def fees(given: Inputs, *amounts: Decimal) -> PricedOffer:
    """Fees without tax, each rounded and taxed on its own."""
    rate = number(given, "tax_pct")
    return price(offer(*(item(i, amount, vat_rate=rate) for i, amount in enumerate(amounts, 1)), tax_included=False))


@adapts("proration_days")
def proration_days(given: Inputs) -> dict[str, Any]:
    (name,) = (name for name in given if name.startswith("price_per_"))
    period = int(given.get("period_days", given.get("days_in_month")))
    ends = (date.fromisoformat(given[end]) for end in ("from", "to") if end in given)
    days = int(given["billed_days"]) if "billed_days" in given else days_between(*ends)
    priced = fees(given, round_to(prorated(number(given, name), days, period), 2))
    return {"amount": priced.net, "tax": priced.tax, "total_incl_tax": priced.gross, "days": days}


@adapts("minimum_commitment_prorated")
def minimum_commitment_prorated(given: Inputs) -> dict[str, Any]:
    usage, days = number(given, "usage_charge"), int(given["used_days"])
    missing = true_up(number(given, "minimum"), usage, days=days, period_days=int(given["period_days"]))
    priced = fees(given, usage, missing)
    return {
        "true_up": missing,
        "usage_tax": priced.lines[0].tax,
        "true_up_tax": priced.lines[1].tax,
        "total": priced.gross,
    }


MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "half year": 6, "year": 12}
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
EVERY = {
    "monthly": 1,
    "bimonthly": 2,
    "quarterly": 3,
    "half-yearly": 6,
    "semiannually": 6,
    "semi-annually": 6,
    "semiannual": 6,
    "semi-annual": 6,
    "biannually": 6,
    "biannual": 6,
    "yearly": 12,
    "annually": 12,
    "annual": 12,
    "biennially": 24,
    "biennial": 24,
}
AT_ONCE = ("once", "upfront", "up front", "in full", "one invoice", "single invoice", "one-time", "entire term")


def months_of(price_name: str) -> int:
    """price_per_12_months, price_per_quarter → 12, 3."""
    span = price_name.removeprefix("price_per_")
    counted = re.fullmatch(r"(\d+)_months", span)
    return int(counted[1]) if counted else MONTHS[span]


def billed_every(words: str, term: int) -> int:
    """'every 24 months', 'Every two years', 'yearly in advance', or all of it at once → months between two invoices."""
    said = words.casefold()
    if every := re.search(r"every (?:(\w+) )?(month|quarter|half[ -]year|year)s?\b", said):
        number, span = every[1] or "one", every[2].replace("-", " ")
        return MONTHS[span] * (int(number) if number.isdecimal() else COUNTED.index(number) + 1)
    if (named := said.split()[0].strip(",.;")) in EVERY:
        return EVERY[named]
    assert any(word in said for word in AT_ONCE), f"no rule for billing {words!r}"
    return term


@adapts("multi_year_billing_schedule")
def multi_year(given: Inputs) -> dict[str, Any]:
    (name,) = (name for name in given if name.startswith("price_per_"))
    term = int(given["term_months"])
    plan = instalments(
        [Stretch(months=term, price=number(given, name), per_months=months_of(name))],
        every=billed_every(given["billing"], term),
        percent_off=number(given, "discount_pct"),
    )
    amounts = [invoice.amount for invoice in plan.invoices]
    return {"invoices": amounts, "each_invoice": amounts[0], "TCV": plan.tcv, "ACV": plan.acv, "ARR": plan.arr}
