"""What vendors print about their own meters, each vendor in the names its page uses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import Rounding, round_to
from quotes.domain.metering.bills import bill
from quotes.domain.metering.counting import measure
from quotes.domain.metering.meter import WORTH, Unit, Weight
from quotes.domain.metering.rounding import started
from quotes.domain.metering.usage import Interval, Role, Size, Stored, Usage
from quotes.domain.pricing.charges.ratio import Pack, Ratio, deduct
from quotes.domain.pricing.charges.tiered import Graduated
from quotes.domain.pricing.charges.tiers import Tier, joined
from tests.acceptance.adapters.metering import (
    EXACT,
    charge,
    line,
    meter,
    minutes,
    only,
    printed,
    pulling,
    quantity,
    size,
    sizes,
    total,
    vendor,
)
from tests.acceptance.adapters.registry import Inputs, adapts

# Packages are drawn on once a month, at its end; a case does not say which month.
MONTH_END = date(2026, 8, 31)

type Shape = Callable[[Inputs], dict[str, Any]]


def shaped(given: Inputs, shapes: Mapping[frozenset[str], Shape]) -> dict[str, Any]:
    """The one reading whose names are exactly those given."""
    read = shapes.get(frozenset(given))
    assert read is not None, f"no rule for the names {sorted(given)}"
    return read(given)


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


@adapts("meter:agora")
def agora(given: Inputs) -> dict[str, Any]:
    if any(re.fullmatch(r"phase\d+", name) for name in given):
        return phases(given)
    return shaped(given, AGORA)


def together(streams: tuple[Size, ...]) -> tuple[int, str]:
    table = meter("agora", "rtc").tiers
    assert table is not None
    return table.together(streams), table.of(streams)


def streams(given: Inputs) -> dict[str, Any]:
    pixels, tier = together(sizes(given["streams"]))
    return {"aggregate_px": pixels, "tier": tier}


def streams_for(given: Inputs) -> dict[str, Any]:
    used = Interval(seconds=Decimal(given["seconds"]), videos=sizes(given["streams"]))
    return streams(given) | {"minutes": quantity(meter("agora", "rtc"), used)}


def phases(given: Inputs) -> dict[str, Any]:
    """A phase names its streams anew or adds some to those before; each is a stretch of one session."""
    found: dict[str, Any] = {}
    pulled: tuple[Size, ...] = ()
    numbers = sorted({int(name) for name in re.findall(r"phase(\d+)", " ".join(given))})
    only(given, *(f"phase{n}{end}" for n in numbers for end in ("", "_extra", "_seconds")))
    for n in numbers:
        pulled = sizes(given.get(f"phase{n}", [])) or pulled
        pulled += sizes(given.get(f"phase{n}_extra", []))
        found[f"phase{n}_px"], found[f"phase{n}_tier"] = together(pulled)
    return found


def rounded_up(given: Inputs) -> dict[str, Any]:
    by = meter("agora", "rtc")
    return {"minutes": [quantity(by, Interval(seconds=Decimal(one))) for one in given["seconds"]]}


def active(given: Inputs) -> dict[str, Any]:
    (people,) = measure(meter("agora", "chat"), Usage(active=tuple(given["mau"])))
    excess = Tier(start=Decimal(given["included"])).share(people.quantity)
    return {
        "excess": excess,
        "total": total(charge(given["plan_fee"], 1), charge(given["excess_price"], excess)),
    }


def package(given: Inputs) -> dict[str, Any]:
    written = re.search(r"([\d,]+) standard minutes", given["package"])
    assert written is not None, "the package does not say how many standard minutes it holds"
    fee = vendor("agora")["packages"][written[1].replace(",", "")]
    return {
        "package_fee": total(charge(fee, 1)),
        "overage": total(charge(given["overage_price_per_1000"], given["overage_standard_minutes"], 1000)),
    }


def storage(given: Inputs) -> dict[str, Any]:
    by = replace(meter("agora", "storage"), hours_in_month=given["normal_hours"])
    kept = tuple(Stored(octets=gb * WORTH[Unit.GB], hours=Decimal(hours)) for gb, hours in given["gb_hours"])
    (average,) = measure(by, Usage(stored=kept))
    return {
        "gb_hours": average.amount,
        "avg_gb": average.quantity,
        "total": total(charge(given["price_per_gb"], average.quantity)),
    }


ROLES = {
    "host": Role.HOST,
    "interactive audience": Role.HOST,  # billed like a host
    "broadcast audience": Role.AUDIENCE,
}


def standard(given: Inputs) -> dict[str, Any]:
    """Standard minutes, at the page's coefficients unless the case prints its own."""
    assert given["round"] == "sum weighted seconds, /60, ceil", "no rule for another rounding"
    by = meter("agora", "standard")
    own = {(ROLES[one["role"]], one["tier"]): Decimal(one["coef"]) for one in given["lines_seconds"]}
    weights = tuple(Weight(w.tier, own.get((w.role or Role.HOST, w.tier), w.factor), w.role) for w in by.weights)
    used = tuple(
        Interval(seconds=Decimal(one["seconds"]), role=ROLES[one["role"]], **pulling("agora", [one["tier"]]))
        for one in given["lines_seconds"]
    )
    (found,) = measure(replace(by, weights=weights), Usage(intervals=used))
    return {"weighted_seconds": found.amount, "minutes_exact": found.exact, "billed_minutes": found.quantity}


def everybody_sees_everybody(given: Inputs) -> dict[str, Any]:
    call = minutes(given["minutes"], videos=(size("agora", "HD"),) * (given["users"] - 1), copies=given["users"])
    users = replace(meter("agora", "rtc"), tiers=None)
    return {"by_users": quantity(users, call), "by_streams": quantity(meter("agora", "streams"), call)}


def volume(given: Inputs) -> dict[str, Any]:
    """Past the last tier nobody prints a price: a quantity that gets there has no split."""
    minutes, rows = Decimal(given["minutes"]), given["tiers"]
    assert rows[-1][1] is None or minutes <= rows[-1][1], "no rule beyond the last tier"
    tiers = joined([Tier(up_to=None if end is None else Decimal(end)) for _, end, _ in rows])
    return {"split": [[part, row[2]] for tier, row in zip(tiers, rows, strict=True) if (part := tier.share(minutes))]}


AGORA: dict[frozenset[str], Shape] = {
    names("streams"): streams,
    names("streams seconds"): streams_for,
    names("seconds"): rounded_up,
    names("mau included plan_fee excess_price"): active,
    names("package overage_standard_minutes overage_price_per_1000"): package,
    names("gb_hours normal_hours price_per_gb"): storage,
    names("lines_seconds round"): standard,
    names("users minutes"): everybody_sees_everybody,
    names("minutes tiers"): volume,
}


@adapts("meter:ali")
def ali(given: Inputs) -> dict[str, Any]:
    """Traffic at graduated prices, from where the month stands; the page's own lines are what it must come to."""
    only(given, "previous_gb", "new_gb", "tiers", "lines")
    before, new = Decimal(given["previous_gb"]), Decimal(given["new_gb"])
    *lower, last = given["tiers"]
    rows = [Tier(up_to=Decimal(end), unit=Decimal(price)) for _, end, price in lower]
    month = Graduated(tiers=joined([*rows, Tier(unit=Decimal(last[2]))]))
    assert last[1] is None or before + new <= last[1], "no rule beyond the last tier"
    return {
        "total": month.of(before + new).amount - month.of(before).amount,
        "month_to_date": month.of(before + new).amount,
        "line_amounts": [total(line(one)) for one in given["lines"]],
    }


@adapts("meter:livekit")
def livekit(given: Inputs) -> dict[str, Any]:
    only(given, "seconds")
    by = meter("livekit", "connections")
    return {"minutes": [quantity(by, Interval(seconds=Decimal(one))) for one in given["seconds"]]}


@adapts("meter:trtc")
def trtc(given: Inputs) -> dict[str, Any]:
    only(given, "daily_seconds_in_package_time_order")
    return {"deduct_minutes": started([Decimal(one) for one in given["daily_seconds_in_package_time_order"]])}


@adapts("meter:vonage")
def vonage(given: Inputs) -> dict[str, Any]:
    only(given, "publishers", "subscribers", "minutes")
    talk = minutes(given["minutes"], user="publisher", copies=given["publishers"])
    watch = minutes(
        given["minutes"],
        user="subscriber",
        role=Role.AUDIENCE,
        videos=(size("vonage"),) * given["publishers"],
        copies=given["subscribers"],
    )
    return {
        "participant_minutes": quantity(meter("vonage", "participants"), talk, watch),
        "subscribed_stream_minutes": quantity(meter("vonage", "streams"), talk, watch),
    }


@adapts("meter:zego", rounded=True)
def zego(given: Inputs) -> dict[str, Any]:
    return shaped(given, ZEGO)


def pulled(given: Inputs) -> dict[str, Any]:
    used = tuple(minutes(length, **pulling("zego", [tier])) for tier, length in given["pull_minutes"].items())
    prices = {one["item"]: one for one in given["lines"]}
    measured = measure(meter("zego", "rtc"), Usage(intervals=used))
    return printed(
        bill(
            [charge(prices[one.bucket]["unit_price"], one.quantity, prices[one.bucket]["per"]) for one in measured],
            EXACT,
        )
    )


def bundle(given: Inputs) -> dict[str, Any]:
    """What the pack holds after each tier in turn, or owes where the tier did not fit."""
    ratios = [Ratio(name=name, weight=Decimal(given["ratio"][name])) for name in given["order"]]
    usage = {name: Decimal(used) for name, used in given["usage"].items()}
    pack, mode = (
        Pack(left=Decimal(given["bundle_minutes"]), last_day=MONTH_END),
        Rounding(vendor("zego")["bundle"]["overflow"]),
    )
    found: dict[str, Any] = {"balances": []}
    for count, ratio in enumerate(ratios, 1):
        so_far = {one.name: usage.get(one.name, Decimal(0)) for one in ratios[:count]}
        taken = deduct(ratios[:count], so_far, [pack], on=MONTH_END)
        over = next((one for one in taken.over if one.name == ratio.name), None)
        found["balances"].append(-over.standard if over else taken.packs[0].left)
        word = ratio.name.lower().replace("+", "plus")
        found[f"overflow_{word}_minutes_exact"] = over.units if over else Decimal(0)
        found[f"overflow_{word}_minutes_billed"] = round_to(over.units if over else Decimal(0), 0, mode)
    return found


ZEGO: dict[frozenset[str], Shape] = {
    names("pull_minutes lines"): pulled,
    names("bundle_minutes ratio usage order list_price_HD+"): bundle,
    names("bundle_minutes ratio usage order"): bundle,
}


@adapts("meter:zegocloud")
def zegocloud(given: Inputs) -> dict[str, Any]:
    return shaped(given, ZEGOCLOUD)


def live_event(given: Inputs) -> dict[str, Any]:
    length = given["minutes"]
    event = (
        minutes(length, role=Role.HOST, copies=given["hosts"]),
        minutes(length, role=Role.LIVE, copies=given["live_streams"]),
        minutes(length, role=Role.AUDIENCE, copies=given["participants"]),
    )
    return {f"{name}_minutes": quantity(meter("zegocloud", name), *event) for name in ("host", "live", "participant")}


def by_users_or_streams(given: Inputs) -> dict[str, Any]:
    call = minutes(given["minutes"], videos=(size("zegocloud"),) * given["streams_pulled_each"], copies=given["users"])
    return {f"by_{name}": quantity(meter("zegocloud", name), call) for name in ("users", "streams")}


ZEGOCLOUD: dict[frozenset[str], Shape] = {
    names("hosts minutes live_streams participants"): live_event,
    names("users minutes streams_pulled_each"): by_users_or_streams,
}
