"""Promises of availability: what they allow, how they are measured, what a miss gives back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from contracts.domain.sla.composing import beside_each_other, one_after_another
from contracts.domain.sla.credits import Scale, Tier, flat, may_leave, payable
from contracts.domain.sla.exposure import expected_credit
from contracts.domain.sla.replay import Incident, measured, outage_seconds
from contracts.domain.sla.spans import Calendar, ServiceMonth, calendar, may_be_down, service_months, spelled, up_for
from contracts.domain.sla.wordings import Excluded, Method, Wording
from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from tests.acceptance.adapters.registry import Inputs, adapts, number, share

# Cases name days of a year without saying which.
YEAR = 2026
START = datetime(YEAR, 4, 1, tzinfo=UTC)
# Tencent Cloud's terms (situation awareness): an outage of a minute or more counts, each up to the next minute.
BY_THE_MINUTE = Wording(method=Method.OUTAGES, shortest=60, rounds_up=True)
# Common Paper's form leaves excluded time out of the month, Twilio's of 2021 only out of the downtime.
NET = Wording(method=Method.OUTAGES, excluded=Excluded.NOT_TIME)
ADDED_BACK = Wording(method=Method.OUTAGES, excluded=Excluded.NOT_DOWN)


def tier(low: Any, high: Any, credit: Any) -> Tier:
    return Tier(low=share(low), high=share(high), credit=share(credit))


def scale(commitment: Any, tiers: Sequence[Sequence[Any]], cap: Any = None) -> Scale:
    return Scale(
        commitment=share(commitment),
        tiers=tuple(tier(*one) for one in tiers),
        cap=None if cap is None else share(cap),
    )


# Amazon Chime SDK, SLA of 2022-11-18: the higher promise holds only after a completed review.
CHIME = [["0.99", "0.999", "0.1"], ["0.95", "0.99", "0.25"], ["0", "0.95", "1"]]
CHIME_SCALES = {
    True: scale("0.9999", [["0.999", "0.9999", "0.1"], *CHIME]),
    False: scale("0.999", CHIME),
}
# Twilio: any miss gives back a tenth.
TWILIO = flat(share("0.9995"), share("0.1"))


@adapts("sla_credit_tier")
def sla_credit_tier(given: Inputs) -> dict[str, Any]:
    if "tiers_low_high_credit" in given:
        asked = scale(given["commit"], given["tiers_low_high_credit"], given.get("cap_pct_of_month_fee"))
    else:
        asked = CHIME_SCALES[given["well_architected_review"]]
    credit = asked.credit(share(given["availability"]))
    return {"credit_pct": credit.ratio, "credit": credit.of(number(given["month_fee"]))}


def laid(*minutes: tuple[Any, bool]) -> list[Incident]:
    """Outages one behind the other, each with whether the contract leaves it out."""
    log, at = [], START
    for length, excluded in minutes:
        if end := timedelta(minutes=float(length)):
            log.append(Incident(begins=at, ends=at + end, excluded=excluded))
            at += end
    return log


@adapts("sla_available_minutes", rounded=True)
def sla_available_minutes(given: Inputs) -> dict[str, Any]:
    """What is excluded and scheduled lies within what was not available."""
    left_out = given["excluded_min"] + given["scheduled_min"]
    log = laid((left_out, True), (given["raw_unavailable_min"] - left_out, False))
    found = measured(log, NET, START, START + timedelta(minutes=float(given["calendar_minutes"])))
    return {
        "available_minutes": found.total / 60,
        "downtime_minutes": found.down_minutes,
        "uptime": found.availability.ratio,
    }


@adapts("sla_credit_cap_period")
def sla_credit_cap_period(given: Inputs) -> dict[str, Any]:
    cap = share(given["cap_pct"])
    return {"payable_credits": payable(number(given["accrued_credits"]), number(given["period_fees"]), cap)}


@adapts("sla_termination_right")
def sla_termination_right(given: Inputs) -> dict[str, Any]:
    """Two of three where the case does not say."""
    said = re.search(r"(\d+) of any (\d+)", given.get("rule", "2 of any 3"))
    assert said is not None, f"no right to leave in {given['rule']}"
    times, months = map(int, said.groups())
    return {"terminable": may_leave(given["months_missed"], times=times, months=months)}


@adapts("sla_formula_excluded_time", rounded=True)
def sla_formula_excluded_time(given: Inputs) -> dict[str, Any]:
    left_out = given["C_excluded_min"]
    log = laid((left_out, True), (given["B_unavailable_min"] - left_out, False))
    found = measured(log, ADDED_BACK, START, START + timedelta(minutes=float(given["A_total_min"])))
    return {
        "availability": found.availability.ratio,
        "credit_pct": TWILIO.credit(found.availability).ratio,
        "threshold": TWILIO.commitment.ratio,
    }


def days(text: str) -> Decimal:
    """30d, 365d/12."""
    whole, _, part = text.partition("/")
    return EXACT.divide(number(whole.removesuffix("d")), number(part or 1))


def said_calendar(given: Inputs) -> Calendar:
    """A case that names no year asks for nothing of one."""
    month = days(given["month"]) if "month" in given else None
    return calendar(number(given.get("year_days", 365)), month)


@adapts("sla_downtime", rounded=True)
def sla_downtime(given: Inputs) -> dict[str, Any]:
    named = said_calendar(given)
    if isinstance(given["availability"], list):
        return {"per_month": [spelled(may_be_down(share(a), named.month_minutes)) for a in given["availability"]]}
    asked = share(given["availability"])
    told = {
        f"{unit}_per_{span}": may_be_down(asked, minutes) / each
        for span, minutes in (
            ("year", named.year_minutes),
            ("month", named.month_minutes),
            ("week", number(given.get("week_days", 7)) * 1440),
            ("day", Decimal(1440)),
        )
        for unit, each in (("days", 1440), ("hours", 60), ("minutes", 1), ("seconds", Decimal(1) / 60))
    }
    return told | {"allowed_minutes": may_be_down(asked, number(given.get("total_minutes", 0)))}


@adapts("sla_availability", rounded=True)
def sla_availability(given: Inputs) -> dict[str, Any]:
    return {"availability_pct": up_for(number(given["downtime_hours"]), number(given["total_hours"])).points}


@adapts("sla_composite_serial", rounded=True)
def sla_composite_serial(given: Inputs) -> dict[str, Any]:
    """The source cuts its hours off after two decimals."""
    whole = one_after_another([share(part) for part in given["components"]])
    told = {"availability": whole.ratio}
    if "window_hours" in given:
        hours = may_be_down(whole, number(given["window_hours"]))
        told["expected_unavailable_hours"] = hours.quantize(Decimal("0.01"), ROUND_DOWN)
    return told


@adapts("sla_composite_parallel", rounded=True)
def sla_composite_parallel(given: Inputs) -> dict[str, Any]:
    return {"availability": beside_each_other([share(part) for part in given["components"]]).ratio}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{YEAR}-{text}").replace(tzinfo=UTC)


@adapts("sla_rounding_up_minute")
def sla_rounding_up_minute(given: Inputs) -> dict[str, Any]:
    seconds = int((moment(given["end"]) - moment(given["start"])).total_seconds())
    raw = f"{seconds // 60}m{seconds % 60}s"
    return {"raw": raw, "counted_minutes": outage_seconds(seconds, BY_THE_MINUTE) // 60}


@adapts("sla_min_duration")
def sla_min_duration(given: Inputs) -> dict[str, Any]:
    said = re.search(r"< (\d+) s", given["rule"])
    assert said is not None, f"no shortest outage in {given['rule']}"
    wording = replace(BY_THE_MINUTE, shortest=int(said[1]))
    return {"counted_minutes": outage_seconds(int(given["outage_seconds"]), wording) // 60}


@adapts("sla_month_sum")
def sla_month_sum(given: Inputs) -> dict[str, Any]:
    """Outages of one month that do not touch."""
    log = [
        Incident(begins=at, ends=at + timedelta(minutes=float(minutes)))
        for n, minutes in enumerate(given["outage_minutes"])
        for at in [START + timedelta(days=n)]
    ]
    return {"counted_minutes": measured(log, BY_THE_MINUTE, START, START + timedelta(days=30)).down_minutes}


def periods(given: Inputs, counted: ServiceMonth) -> dict[str, Any]:
    found = service_months(date.fromisoformat(f"{YEAR}-{given['start']}"), int(given["term_months"]), counted)
    spans = [[f"{one.start:%m-%d}", f"{one.last_day:%m-%d}"] for one in found]
    return {"periods": spans, "count": len(found)}


@adapts("sla_service_month_calendar")
def sla_service_month_calendar(given: Inputs) -> dict[str, Any]:
    return periods(given, ServiceMonth.CALENDAR)


@adapts("sla_service_month_anniversary")
def sla_service_month_anniversary(given: Inputs) -> dict[str, Any]:
    return periods(given, ServiceMonth.ANNIVERSARY)


@adapts("sla_expected_credit", rounded=True)
def sla_expected_credit(given: Inputs) -> dict[str, Any]:
    found = expected_credit(
        number(given["mean_monthly_downtime_min"]),
        share(given["commit"]),
        number(given["month_min"]),
        share(given["credit_pct"]),
        number(given["month_fee"]),
    )
    return {"p_breach": found.missed, "expected_credit": found.credit}


# CTyun AOne: five minutes in a row, everything down. Tencent VOD: windows above 0.05 %, ten minutes in a row.
# Alibaba Cloud, Volcengine: the mean error rate of windows of five minutes.
DEFINITIONS = {
    "full_outage_minutes_ge5": Wording(method=Method.OUTAGES, limit=Percent(Decimal(100)), shortest=300),
    "tencent_vod": Wording(method=Method.BAD_WINDOWS, limit=Percent(Decimal("0.05")), shortest=600),
    "mean_5min_error_rate": Wording(method=Method.MEAN_ERROR),
}


@adapts("sla_replay_same_incidents", rounded=True)
def sla_replay_same_incidents(given: Inputs) -> dict[str, Any]:
    """Each incident begins a day of its own."""
    log = [
        Incident(begins=at, ends=at + timedelta(minutes=float(one["minutes"])), failing=share(one["error_rate"]))
        for n, one in enumerate(given["incidents"])
        for at in [START + timedelta(days=n)]
    ]
    end = START + timedelta(days=given["month_days"])
    return {name: measured(log, one, START, end).availability.ratio for name, one in DEFINITIONS.items()}
