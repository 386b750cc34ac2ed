"""Two prices as they cost a buyer who credits VAT."""

from decimal import Decimal
from typing import Any

from quotes.domain.invoicing import Invoice, cost_to_buyer
from tests.acceptance.adapters.registry import Inputs, adapts, number

INVOICES = {"专票": Invoice.SPECIAL, "普票": Invoice.ORDINARY}
CREDITS = {"一般纳税人": True, "小规模纳税人": False}


@adapts("vat_quote_compare", rounded=True)
def vat_quote_compare(given: Inputs) -> dict[str, Any]:
    costs = {name: _cost(given[name], CREDITS[given["buyer"]]) for name in ("a", "b")}
    return {"a_cost": costs["a"], "b_cost": costs["b"], "cheaper": min(costs, key=lambda name: costs[name])}


def _cost(offer: Inputs, buyer_credits: bool) -> Decimal:
    rate = number(offer["rate"]) * 100
    found = cost_to_buyer(number(offer["gross"]), rate, INVOICES[offer["invoice"]], buyer_credits)
    assert found is not None
    return found
