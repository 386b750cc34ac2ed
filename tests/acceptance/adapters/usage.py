"""Bandwidth, fan-out and pools: what a customer's use comes to before anything is priced."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.usage.bandwidth import better_use, together_mbps
from quotes.domain.usage.between import Between
from quotes.domain.usage.rooms import consumers, fan_out
from quotes.domain.usage.sizing import (
    Demand,
    busy_hour_share,
    channels_for,
    desk,
    erlang_b,
    erlang_c,
    offered,
    offered_at,
    peak_to_mean,
    people_for,
    rostered,
)
from tests.acceptance.adapters.metering import only
from tests.acceptance.adapters.registry import Inputs, adapts

THOUSAND = Decimal(1000)


def numbers(given: Any) -> list[Decimal]:
    return [Decimal(one) for one in given] if isinstance(given, list) else [Decimal(given)]


def between(given: Any) -> Between:
    found = numbers(given)
    return Between(found[0], found[-1])


def shaped(value: Between, like: Any) -> Any:
    """Told as the case tells its own stretch: two ends, or one figure."""
    return [value.low, value.high] if isinstance(like, list) else value.low


@adapts("bandwidth")
@adapts("seed_bandwidth")
def bandwidth(given: Inputs) -> dict[str, Any]:
    """Streams of so many Mbps or kbps, or Gbps that are known; and what they cost a month at a price per Mbps."""
    only(given, "streams", "mbps", "kbps", "gbps", "price_mbps_month")
    if "gbps" in given:
        like, found = given["gbps"], between(given["gbps"]).times(THOUSAND)
    else:
        like = given["mbps"] if "mbps" in given else given["kbps"]
        each = between(like) if "mbps" in given else between(like).over(THOUSAND)
        found = together_mbps(given["streams"], each)
    told = {"gbps": shaped(found.over(THOUSAND), like), "mbps": shaped(found, like)}
    if "price_mbps_month" in given:
        told["monthly"] = shaped(found.times(Decimal(given["price_mbps_month"])), like)
    return told


@adapts("utilisation_to_cost", rounded=True)
def utilisation_to_cost(given: Inputs) -> dict[str, Any]:
    only(given, "relative_gain", "from", "to")
    if "relative_gain" in given:
        less = better_use(gain=Percent.from_ratio(Decimal(given["relative_gain"])))
    else:
        before, after = (Percent.from_ratio(Decimal(given[name])) for name in ("from", "to"))
        less = better_use(before=before, after=after)
    return {"bandwidth_cost_reduction": less.ratio}


@adapts("livekit_fanout")
def livekit_fanout(given: Inputs) -> dict[str, Any]:
    only(given, "kbps", "publishers", "subscribers")
    each = Between.exactly(Decimal(given["kbps"])).over(THOUSAND)
    forwarded = fan_out(given["publishers"], given["subscribers"])
    return {"mbps": together_mbps(forwarded, each).low, "streams": forwarded}


@adapts("mediasoup_fanout")
def mediasoup_fanout(given: Inputs) -> dict[str, Any]:
    only(given, "peers", "tracks_per_peer")
    return {"consumers": consumers(given["peers"], given.get("tracks_per_peer", 1))}


@adapts("erlangs_offered", rounded=True)
def erlangs_offered(given: Inputs) -> dict[str, Any]:
    """Calls and how long they last, minutes of traffic in the hour, or the busiest hour's share of a day."""
    only(given, "calls_per_hour", "hold_seconds", "traffic_minutes_in_hour", "busy_hour_calls", "day_calls")
    told: dict[str, Any] = {}
    if "calls_per_hour" in given:
        told["erlangs"] = offered(Decimal(given["calls_per_hour"]), Decimal(given["hold_seconds"]))
    if "traffic_minutes_in_hour" in given:
        told["erlangs"] = offered(Decimal(given["traffic_minutes_in_hour"]), Decimal(60))
    if "day_calls" in given:
        share = busy_hour_share(Decimal(given["busy_hour_calls"]), Decimal(given["day_calls"]))
        told |= {"share": share.ratio, "peak_to_average": peak_to_mean(share)}
        if "hold_seconds" in given:
            told["erlangs"] = offered(Decimal(given["busy_hour_calls"]), Decimal(given["hold_seconds"]))
    return told


@adapts("erlang_b", rounded=True)
def erlang_b_table(given: Inputs) -> dict[str, Any]:
    """Of channels, offered Erlangs and blocking two are given, and the third is looked for."""
    only(given, "model", "channels", "blocking", "offered_erlangs")
    if "blocking" not in given:
        return {"blocking": erlang_b(given["channels"], Decimal(given["offered_erlangs"]))}
    blocking = Percent.from_ratio(Decimal(given["blocking"]))
    if "channels" not in given:
        return {"channels": channels_for(Decimal(given["offered_erlangs"]), blocking)}
    return {"offered_erlangs": offered_at(given["channels"], blocking)}


@adapts("erlang_c", rounded=True)
def erlang_c_table(given: Inputs) -> dict[str, Any]:
    if given.get("model") != "erlang_c_staff":
        only(given, "model", "channels", "offered_erlangs")
        return {"prob_wait": erlang_c(given["channels"], Decimal(given["offered_erlangs"]))}
    only(
        given,
        "model",
        *("transactions", "interval_min", "aht_min", "asa_sec"),
        *("agents", "shrinkage", "service_level", "max_occupancy"),
    )
    needs = Demand(
        requests=Decimal(given["transactions"]),
        interval_minutes=Decimal(given["interval_min"]),
        handling_minutes=Decimal(given["aht_min"]),
    )
    answer = Decimal(given["asa_sec"])
    if "agents" in given:
        found = desk(needs, given["agents"], answer)
    else:
        shares = optional(given, "service_level", "max_occupancy")
        found = people_for(needs, answer, *shares)
    return {
        "raw_positions": found.people,
        "positions": rostered(found.people, Percent.from_ratio(Decimal(given.get("shrinkage", 0)))),
        "service_level": found.in_time,
        "occupancy": found.occupancy,
        "prob_wait": found.waits,
        "mean_wait_sec": found.mean_wait,
        "erlangs": needs.erlangs,
    }


def optional(given: Inputs, *names: str) -> Iterable[Percent]:
    return [Percent.from_ratio(Decimal(given[name])) for name in names if name in given]
