"""A tariff as plain JSON and back, for a tariff that somebody typed is kept with its deal."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.tariffs import Billing, Counted, Every, Pack, Rate, Tariff
from quotes.domain.pricing.charges import Charge, from_json, to_json
from quotes.domain.spelling import number

type Json = dict[str, Any]


def terms_json(tariff: Tariff) -> Json:
    """What a tariff says beyond its form, name, source, day and VAT; numbers as text, what is not said left out."""
    said = {
        "rate": _rate_json(tariff.rate) if tariff.rate else None,
        "over": _rate_json(tariff.over) if tariff.over else None,
        "level": None if tariff.level is None else number(tariff.level),
        "floor": None if tariff.floor is None else number(tariff.floor.points),
        "pack": _pack_json(tariff.pack) if tariff.pack else None,
        "counted": tariff.counted.value,
    }
    return {name: value for name, value in said.items() if value is not None}


def tariff_from(
    terms: Mapping[str, Any], *, billing: Billing, name: str, source: str, since: date, vat_rate: Decimal
) -> Tariff:
    """What `terms_json` wrote; checked anew like one that is typed."""
    return Tariff(
        billing=billing,
        name=name,
        source=source,
        since=since,
        vat_rate=vat_rate,
        rate=_rate(terms["rate"]) if "rate" in terms else None,
        over=_rate(terms["over"]) if "over" in terms else None,
        level=Decimal(terms["level"]) if "level" in terms else None,
        floor=Percent(Decimal(terms["floor"])) if "floor" in terms else None,
        pack=_pack(terms["pack"]) if "pack" in terms else None,
        counted=Counted(terms["counted"]),
    )


def _rate_json(rate: Rate) -> Json:
    return {"charge": to_json(rate.charge), "per": number(rate.per), "every": rate.every.value}


def _rate(told: Mapping[str, Any]) -> Rate:
    charge = from_json(told["charge"])
    if not isinstance(charge, Charge):
        raise Refusal("A price of its own is needed here, not one that looks at other lines.", field="rate")
    return Rate(charge=charge, per=Decimal(told["per"]), every=Every(told["every"]))


def _pack_json(pack: Pack) -> Json:
    return {"size": number(pack.size), "price": number(pack.price), "months": pack.months, "count": pack.count}


def _pack(told: Mapping[str, Any]) -> Pack:
    return Pack(
        size=Decimal(told["size"]), price=Decimal(told["price"]), months=told["months"], count=told.get("count")
    )
