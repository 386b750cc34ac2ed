"""What a row of offers points at, how a plan gives its room, how a figure sounds, what a trade is worth."""

from decimal import Decimal
from typing import Any

from quotes.domain.coach.curve import first_share, in_kind, planned, share_given
from quotes.domain.coach.figures import range_class, range_width
from quotes.domain.coach.limits import implied_limit
from quotes.domain.coach.trades import concentration, score
from quotes.domain.issues.swaps import Swap, step_class
from quotes.domain.negotiation import Side
from tests.acceptance.adapters.registry import Inputs, adapts, number

SIDES = {"seller": Side.OURS, "buyer": Side.THEIRS}
# What one kind of warning is asked with: the research's own band for too narrow a trade.
NARROW = Decimal("0.8")


@adapts("implied_limit", rounded=True)
def limit(given: Inputs) -> dict[str, Any]:
    return {"limit": implied_limit([number(offer) for offer in given["offers"]])}


@adapts("faratin_time", rounded=True)
def faratin_time(given: Inputs) -> dict[str, Any]:
    kappa = number(given.get("kappa", 0))
    alpha = share_given(given["t"], given["T"], number(given["beta"]), kappa)
    return {"alpha": alpha, "offer": planned(number(given["max"]), number(given["min"]), alpha)}


@adapts("faratin_rel_tft", rounded=True)
def faratin_rel_tft(given: Inputs) -> dict[str, Any]:
    before, now, ours = (number(given[name]) for name in ("opp_prev", "opp_now", "my_last"))
    return {"offer": in_kind(before, now, ours, lowest=number(given["min"]), highest=number(given["max"]))}


@adapts("rubinstein", rounded=True)
def rubinstein(given: Inputs) -> dict[str, Any]:
    share = first_share(number(given["d1"]), number(given["d2"]))
    return {"share1": share, "share2": 1 - share}


@adapts("range_offer_class", rounded=True)
def range_offer_class(given: Inputs) -> dict[str, Any]:
    point, low, high = (number(given[name]) for name in ("point", "low", "high"))
    return {
        "class": range_class(SIDES[given["side"]], point, low, high).value,
        "width_pct": range_width(point, low, high),
    }


@adapts("step_class")
def steps_classed(given: Inputs) -> dict[str, Any]:
    return {"classes": [step_class(number(ours), number(theirs)).value for ours, theirs in given["cases"]]}


@adapts("concession_hhi", rounded=True)
def concession_hhi(given: Inputs) -> dict[str, Any]:
    found = concentration([number(share) for share in given["shares"]])
    return {"hhi": found, "warn_single_issue": found is not None and found > NARROW}


@adapts("additive_score")
def additive_score(given: Inputs) -> dict[str, Any]:
    return {"score": score([number(w) for w in given["weights"]], [number(v) for v in given["values"]])}


@adapts("give_get")
def give_get(given: Inputs) -> dict[str, Any]:
    give, get = given["give"], given["get"]
    swap = Swap(
        give_cost=number(give["cost_self"]),
        give_worth=number(give["value_other"]),
        get_worth=number(get["value_self"]),
        get_cost=number(get["cost_other"]),
    )
    return {"net_self": swap.ours, "net_other": swap.theirs, "joint": swap.joint, "balanced": swap.is_balanced}
