"""How vendors count and bill: minutes by user or by stream, peaks and percentiles, storage, and what it comes to."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from dealdesk.kernel.money import Rounding
from quotes.domain.metering.bandwidth import five_percent, rank_95
from quotes.domain.metering.bills import Bill, BillRounding, Charge, Price, Scope, bill
from quotes.domain.metering.counting import measure
from quotes.domain.metering.meter import WORTH, Meter, Unit
from quotes.domain.metering.rounding import started
from quotes.domain.metering.stored import from_json
from quotes.domain.metering.usage import Bandwidth, Interval, Size, Usage
from tests.acceptance.adapters.registry import Inputs, adapts

VENDORS = Path(__file__).parent.parent / "vendors"
EXACT = BillRounding(scope=Scope.NONE)
MINUTE = WORTH[Unit.MINUTE]


@cache
def vendor(name: str) -> Mapping[str, Any]:
    return tomllib.loads((VENDORS / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)


def meter(of: str, name: str) -> Meter:
    return from_json(vendor(of)["meters"][name])


def size(of: str, name: str = "any") -> Size:
    return Size(*vendor(of)["sizes"][name])


def sizes(given: Iterable[Iterable[int]]) -> tuple[Size, ...]:
    return tuple(Size(*one) for one in given)


def minutes(number: Any, **pulled: Any) -> Interval:
    return Interval(seconds=Decimal(number) * MINUTE, **pulled)


def pulling(of: str, names: Iterable[str]) -> dict[str, Any]:
    """What an interval pulls when streams are named by their level."""
    named = list(names)
    return {
        "videos": tuple(size(of, name) for name in named if name != "audio"),
        "sounds": named.count("audio"),
    }


def quantity(by: Meter, *intervals: Interval) -> Decimal:
    """Of a meter with one bucket; nothing where nothing ran."""
    return sum((one.quantity for one in measure(by, Usage(intervals=intervals))), Decimal(0))


def charge(amount: Any, number: Any, per: Any = 1, item: str = "") -> Charge:
    return Charge(item=item, quantity=Decimal(number), price=Price(amount=Decimal(amount), per=Decimal(per)))


def total(*charges: Charge) -> Decimal:
    return bill(charges, EXACT).total


def only(given: Inputs, *names: str) -> None:
    unknown = set(given) - set(names)
    assert not unknown, f"no rule for {sorted(unknown)}"


@adapts("bill_lines")
def bill_lines(given: Inputs) -> dict[str, Any]:
    only(given, "lines", "rounding")
    rounding = given["rounding"]
    only(rounding, "scope", "mode", "places")
    scope = Scope(rounding["scope"])
    # What a vendor does not say is half up, to cents.
    rules: dict[str, Any] = {"places": int(rounding["places"])} if rounding.get("places") is not None else {}
    rules |= {"mode": Rounding(rounding["mode"])} if rounding.get("mode") else {}
    return printed(bill(map(line, given["lines"]), BillRounding(scope=scope, **rules)))


def line(given: Inputs) -> Charge:
    only(given, "qty", "unit_price", "per", "item")
    return charge(given["unit_price"], given["qty"], given.get("per", 1), given.get("item", ""))


def printed(made: Bill) -> dict[str, Any]:
    return {"line_amounts": [one.amount for one in made.lines], "total": made.total}


PER = {
    "price_per_minute": 1,
    "price_per_1000_min": 1000,
    "price_per_1000": 1000,
    "price_per_hour": 60,
    "unit_price": 1,
}


def priced(given: Inputs) -> tuple[Any, int]:
    """The one price among the names, and for how many minutes or units it is."""
    (name,) = PER.keys() & given.keys()
    return given[name], PER[name]


@adapts("rtc_minutes")
def rtc_minutes(given: Inputs) -> dict[str, Any]:
    only(given, "users", "minutes", "user_minutes", "currency", *PER)
    spent = given.get("user_minutes")
    each = [given["minutes"]] * given["users"] if spent is None else spent
    used = [minutes(one, user=str(number), sounds=1) for number, one in enumerate(each)]
    price, per = priced(given)
    return {"fee": total(charge(price, quantity(meter("zego", "rtc"), *used), per))}


@adapts("rtc_minutes_ceil")
def rtc_minutes_ceil(given: Inputs) -> dict[str, Any]:
    only(given, "users", "seconds", *PER)
    each = Interval(seconds=Decimal(given["seconds"]))
    by = meter("aliyun", "users")
    price, per = priced(given)
    return {
        "billed_minutes_each": quantity(by, each),
        "fee": total(charge(price, quantity(by, replace(each, copies=given["users"])), per)),
    }


@adapts("rtc_minutes_mixed_rates")
def rtc_minutes_mixed_rates(given: Inputs) -> dict[str, Any]:
    only(given, "minutes", "prices_per_minute")
    used = quantity(meter("aliyun", "users"), minutes(given["minutes"]))
    return {"fee": total(*(charge(price, used) for price in given["prices_per_minute"]))}


@adapts("rtc_minutes_mixed")
def rtc_minutes_mixed(given: Inputs) -> dict[str, Any]:
    """A user's time without a subscription, with sound only, and with video at each level."""
    spent = {name.removesuffix("_min"): value for name, value in given.items() if name.endswith("_min")}
    levels = [name.removeprefix("video_") for name in spent if name.startswith("video_")]
    only(
        given,
        "unsubscribed_min",
        "audio_min",
        "audio_price",
        *(f"video_{one}_min" for one in levels),
        *map(cost, levels),
    )
    used = [
        minutes(value, **pulling("aliyun", [kind.removeprefix("video_")]))
        for kind, value in spent.items()
        if kind != "unsubscribed"
    ]
    used += [minutes(spent["unsubscribed"])] if "unsubscribed" in spent else []
    measured = measure(meter("aliyun", "users"), Usage(intervals=tuple(used)))
    prices = by_tier("users", {level: given[cost(level)] for level in levels})
    sound = [charge(given["audio_price"], one.quantity) for one in measured if one.bucket == "audio"]
    video = [charge(prices[one.bucket], one.quantity) for one in measured if one.bucket != "audio"]
    return {"audio_fee": total(*sound), "video_fee": total(*video), "fee": total(*sound, *video)}


def cost(level: str) -> str:
    return f"price_{level}"


def by_tier(name: str, prices: Mapping[str, Any]) -> dict[str, Any]:
    """Aliyun's prices by the tier that a level belongs to: 360p is at most 480p."""
    table = meter("aliyun", name).tiers
    assert table is not None
    found: dict[str, Any] = {}
    for level, price in prices.items():
        tier = level if level == table.sound else table.of((size("aliyun", level),))
        assert found.setdefault(tier, price) == price, f"two prices for {tier}"
    return found


@adapts("rtc_subscription_matrix")
def rtc_subscription_matrix(given: Inputs) -> dict[str, Any]:
    users = [name for name in given if name not in {"minutes", "price"}]
    charges = {name: subscribed(given["minutes"], given[name], given["price"]) for name in users}
    every = [one for each in charges.values() for one in each]
    return {name: total(*each) for name, each in charges.items()} | {"total": total(*every)}


def subscribed(length: Any, levels: Iterable[str], prices: Mapping[str, Any]) -> list[Charge]:
    used = Usage(intervals=(minutes(length, **pulling("aliyun", levels)),))
    at = by_tier("streams", prices)
    return [charge(at[one.bucket], one.quantity) for one in measure(meter("aliyun", "streams"), used)]


@adapts("rtc_minutes_cumulative_ceil")
def rtc_minutes_cumulative_ceil(given: Inputs) -> dict[str, Any]:
    only(given, "interval_seconds")
    seconds = [Decimal(one) for one in given["interval_seconds"]]
    return {
        "deducted_minutes": started(seconds),
        "cumulative_minutes": [sum(started(seconds[:count])) for count in range(1, len(seconds) + 1)],
    }


@adapts("rtc_multi_component")
def rtc_multi_component(given: Inputs) -> dict[str, Any]:
    """One component of a bill, so many times; or components that are priced already."""
    if "components" in given:
        only(given, "components")
        return {"total": total(*(charge(one, 1) for one in given["components"]))}
    only(given, "minutes", "units", "users", "streams", "times", *PER)
    price, per = priced(given)
    if "minutes" in given:
        every = minutes(given["minutes"], sounds=given.get("streams", 1), copies=given.get("users", 1))
        used = quantity(meter("zego", "rtc"), *[every] * given.get("times", 1))
        return {"fee": total(charge(price, used, per))}
    only(given, "units", "times", *PER)
    return {"fee": total(*[charge(price, given.get("units", 1), per)] * given.get("times", 1))}


@adapts("bandwidth_95th", rounded=True)
def bandwidth_95th(given: Inputs) -> dict[str, Any]:
    """A month whose every point is the 95th has that 95th."""
    only(given, "price_per_mbps_month", "peak95_mbps", "valid_days", "days_in_month", "samples_per_day")
    days = ((Decimal(given["peak95_mbps"]),) * given["samples_per_day"],) * given["valid_days"]
    month = Bandwidth(days=days, days_in_month=given["days_in_month"])
    points = sum(map(len, month.days))
    (billed,) = measure(meter("byteplus", "bandwidth"), Usage(bandwidth=month))
    return {
        "dropped_samples": five_percent(points),
        "sample_rank_used": rank_95(points),
        "fee": total(charge(given["price_per_mbps_month"], billed.quantity)),
    }
