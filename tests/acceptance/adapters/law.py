"""What Chinese law says of payment, damages, exclusions, taxes and data, by the texts the desk comes with."""

from typing import Any

from contracts.domain.data.routes import Abroad, route
from contracts.domain.liability.damages import Loss, binds, damages, void_exclusions
from contracts.domain.payment import (
    Buyer,
    Condition,
    Standing,
    Supply,
    a_year,
    clock_starts,
    is_enough_interest,
    is_protected,
    late_interest,
    may_depend,
    payment_term,
    public_year,
    supplements,
    tax_on,
)
from contracts.domain.statutes import Rule
from tests.acceptance.adapters.registry import Inputs, adapts, number, share
from tests.factories.law import TODAY, law

# Who pays, in the words of the regulation.
BUYERS = {
    "机关": Buyer.PUBLIC,
    "事业单位": Buyer.PUBLIC,
    "大型企业": Buyer.LARGE,
    "中型企业": Buyer.MEDIUM,
    "小型企业": Buyer.SMALL,
    "小微企业": Buyer.SMALL,
    "微型企业": Buyer.SMALL,
}
TERMS = {Buyer.PUBLIC: Rule.PAYMENT_BY_PUBLIC, Buyer.LARGE: Rule.PAYMENT_BY_LARGE}
CONDITIONS = {"第三方": Condition.THIRD_PARTY, "背靠背": Condition.THIRD_PARTY, "内部": Condition.INTERNAL}
LOSSES = {
    "人身损害": Loss.PERSONAL,
    "故意": Loss.GROSS,
    "重大过失": Loss.GROSS,
    "间接损失": Loss.INDIRECT,
    "一般过失": Loss.ORDINARY,
}
FLAGS = {
    Standing.BY_CUSTOM: "must be justified by industry norm and custom; default is 60 days; "
    "half-year credit is a red flag, not void per se",
}


def buyer(given: Inputs) -> Buyer:
    return next(one for word, one in BUYERS.items() if word in given["buyer"])


def whole(days: int | None) -> Any:
    return None if days is None else int(days)


@adapts("late_interest_default")
def late_interest_default(given: Inputs) -> dict[str, Any]:
    rule = law(Rule.LATE_INTEREST)
    agreed = None if given["agreed_rate"] is None else share(given["agreed_rate"])
    interest = late_interest(rule, number(given["overdue_amount"]), int(given["days"]), agreed)
    return {"interest": interest, "simple_annual": (agreed or a_year(rule)).ratio}


@adapts("late_interest_agreed_floor")
def late_interest_agreed_floor(given: Inputs) -> dict[str, Any]:
    prime = share(given["lpr_1y_at_signing"])
    return {"valid": is_enough_interest(share(given["agreed_rate"]), prime), "min_rate": prime.ratio}


@adapts("payment_term_cap")
def payment_term_cap(given: Inputs) -> dict[str, Any]:
    asked = buyer(given)
    protected = is_protected(asked, seller_is_small=given["seller_sme"])
    found = payment_term(law(TERMS[asked]) if protected else None, whole(given["agreed_days"]))
    return {
        "allowed": found.is_allowed,
        "max_days": found.most,
        "hard_cap": found.most,
        "default_days": found.days,
        "flag": FLAGS.get(found.standing),
    }


@adapts("back_to_back_clause")
def back_to_back_clause(given: Inputs) -> dict[str, Any]:
    said = next((one for word, one in CONDITIONS.items() if word in given["condition"]), Condition.NONE)
    return {"allowed": may_depend(said, protected=is_protected(buyer(given), seller_is_small=given["seller_sme"]))}


@adapts("payment_clock_acceptance")
def payment_clock_acceptance(given: Inputs) -> dict[str, Any]:
    start = clock_starts(
        delivered=int(given["delivery_day"]),
        accepted=whole(given["acceptance_done_day"]),
        window=int(given["acceptance_window_days"]),
        buyer_delays=given["buyer_delayed"],
    )
    return {"clock_starts_day": start}


@adapts("sme_protection_applies")
def sme_protection_applies(given: Inputs) -> dict[str, Any]:
    return {"applies": is_protected(buyer(given), seller_is_small=given["seller_sme"])}


@adapts("liquidated_damages_30pct")
def liquidated_damages_30pct(given: Inputs) -> dict[str, Any]:
    found = damages(law(Rule.DAMAGES), number(given["loss"]), number(given["agreed_ld"]))
    return {"threshold": found.threshold, "presumptively_excessive": found.is_excessive}


@adapts("liquidated_damages_no_waiver")
def liquidated_damages_no_waiver(given: Inputs) -> dict[str, Any]:
    """A clause that forbids to ask: 不得请求调整, 放弃请求调整."""
    return {"enforced": binds(waives_adjustment="调整" in given["clause"])}


@adapts("liability_exclusion_validity")
def liability_exclusion_validity(given: Inputs) -> dict[str, Any]:
    covered = [loss for said in given["exclusion_covers"] for word, loss in LOSSES.items() if word in said]
    return {"valid": not void_exclusions(covered)}


@adapts("vat_mixed_rates")
def vat_mixed_rates(given: Inputs) -> dict[str, Any]:
    supplies = [Supply(net=number(one["net"]), rate=share(one["rate"])) for one in given["lines"]]
    found = tax_on(supplies, apart=given["separately_accounted"])
    return {
        "rate_applied": found.rate.ratio if found.rate else None,
        "vat": found.vat,
        "vat_if_separate": found.vat_apart,
    }


@adapts("gov_supplement_cap")
def gov_supplement_cap(given: Inputs) -> dict[str, Any]:
    asked = [number(one) for one in given["supplements"]]
    found = supplements(law(Rule.SUPPLEMENTS), number(given["original_amount"]), asked)
    return {"cap": found.most, "allowed": found.is_allowed}


@adapts("fiscal_year")
def fiscal_year(given: Inputs) -> dict[str, Any]:
    assert any(word in given["buyer"] for word in ("机关", "财政", "事业")), f"no rule for {given['buyer']}"
    first, last = public_year(law(Rule.PUBLIC_YEAR), TODAY.year)
    return {"start": f"{first:%m-%d}", "end": f"{last:%m-%d}"}


@adapts("cross_border_route")
def cross_border_route(given: Inputs) -> dict[str, Any]:
    asked = Abroad(
        critical_operator=given["ciio"],
        important_data=given["important_data"],
        people=int(given["pi_since_jan1_excl_sensitive"]),
        sensitive=int(given["sensitive_pi_since_jan1"]),
        exempted=given["other_exemption"],
    )
    return {"route": route(law(Rule.CROSS_BORDER), asked).value}
