"""How an offer's newer features are spelled in its canonical form: as keys that are there only where they are used."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from quotes.domain.pricing.charges import BOUNDS, from_json, to_json
from quotes.domain.pricing.discounts import MarkupKind
from quotes.domain.pricing.terms import (
    Column,
    Exchange,
    HeaderDiscount,
    LineTerms,
    Markup,
    OfferTerms,
    Reckoning,
    Role,
    RoundingScope,
    Stacking,
    Step,
)


def number(value: Decimal) -> str:
    """8.50, 8.5 and 0.85E1 are all written 8.5; a zero has no sign."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of plain JSON values as the shortest JSON with sorted keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def line_extras(line: LineTerms) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if line.charge is not None:
        found["charge"] = to_json(line.charge)
    if line.discounts:
        found["discounts"] = spell_steps(line.discounts)
    if line.markup is not None:
        found["markup"] = {"kind": line.markup.kind.value, "percent": number(line.markup.percent)}
    if line.other_taxes:
        found["other_taxes"] = [number(rate) for rate in line.other_taxes]
    if line.role is not Role.INCLUDED:
        found["role"] = line.role.value
    if line.columns:
        found["columns"] = list(line.columns)
    return found


def read_line_extras(line: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of LineTerms, from the keys that are there."""
    found: dict[str, Any] = {}
    if charge := line.get("charge"):
        found["charge"] = from_json(charge)
    if steps := line.get("discounts"):
        found["discounts"] = read_steps(steps)
    if markup := line.get("markup"):
        found["markup"] = Markup(kind=MarkupKind(markup["kind"]), percent=Decimal(markup["percent"]))
    if rates := line.get("other_taxes"):
        found["other_taxes"] = tuple(map(Decimal, rates))
    if role := line.get("role"):
        found["role"] = Role(role)
    if columns := line.get("columns"):
        found["columns"] = tuple(columns)
    return found


def offer_extras(terms: OfferTerms) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if terms.stacking is not Stacking.MULTIPLICATIVE:
        found["stacking"] = terms.stacking.value
    if terms.header is not None:
        found["header"] = spell_header(terms.header)
    if terms.columns:
        found["columns"] = spell_columns(terms.columns)
        found["recommended"] = terms.recommended
    if terms.exchange is not None:
        found["exchange"] = _spell_exchange(terms.exchange)
    if _names_reckoning(terms, found):
        found["reckoning"] = terms.reckoning.value
    return found


def read_offer_extras(content: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of OfferTerms, from the keys that are there."""
    found: dict[str, Any] = {}
    if stacking := content.get("stacking"):
        found["stacking"] = Stacking(stacking)
    if header := content.get("header"):
        found["header"] = read_header(header)
    if columns := content.get("columns"):
        found["columns"], found["recommended"] = read_columns(columns), content["recommended"]
    if exchange := content.get("exchange"):
        found["exchange"] = _read_exchange(exchange)
    found["reckoning"] = _read_reckoning(content)
    return found


def _names_reckoning(terms: OfferTerms, found: Mapping[str, Any]) -> bool:
    """The third always; the second only where cents depend on it, as when there were two; the first never."""
    if terms.reckoning is Reckoning.SECOND:
        return _reckons_apart(found, terms.rounding.scope)
    return terms.reckoning is Reckoning.THIRD


def _reckons_apart(header: Mapping[str, Any], scope: str) -> bool:
    """Whether the same terms come to other cents under the first reckoning and the second."""
    return "amount" in header.get("header", {}) and scope != RoundingScope.LINE


def _read_reckoning(content: Mapping[str, Any]) -> Reckoning:
    """What says nothing of it was written before there were two, or comes to the same under either of those."""
    if reckoning := content.get("reckoning"):
        return Reckoning(reckoning)
    apart = _reckons_apart(content, content["rounding"]["scope"]) or any(map(_is_moved_bound, content["lines"]))
    return Reckoning.FIRST if apart else Reckoning.SECOND


def _is_moved_bound(line: Mapping[str, Any]) -> bool:
    """A minimum or maximum spend with a discount or markup of its own."""
    moved = line["discount"] != "0" or "discounts" in line or "markup" in line
    return moved and line.get("charge", {}).get("kind") in BOUNDS


def spell_steps(steps: Iterable[Step]) -> list[dict[str, str]]:
    return [{"name": step.name, "percent": number(step.percent)} for step in steps]


def read_steps(steps: Iterable[Mapping[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(name=step["name"], percent=Decimal(step["percent"])) for step in steps)


def spell_header(header: HeaderDiscount) -> dict[str, Any]:
    if header.amount is not None:
        return {"amount": number(header.amount)}
    return {"steps": spell_steps(header.steps)}


def read_header(header: Mapping[str, Any]) -> HeaderDiscount:
    if "amount" in header:
        return HeaderDiscount(amount=Decimal(header["amount"]))
    return HeaderDiscount(steps=read_steps(header["steps"]))


def spell_columns(columns: Iterable[Column]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "bundle_price": None if one.bundle_price is None else number(one.bundle_price)}
        for one in columns
    ]


def read_columns(columns: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    return tuple(
        Column(name=one["name"], bundle_price=None if one["bundle_price"] is None else Decimal(one["bundle_price"]))
        for one in columns
    )


def _spell_exchange(exchange: Exchange) -> dict[str, str]:
    return {
        "from": exchange.source_currency,
        "to": exchange.target_currency,
        "rate": number(exchange.rate),
        "on": exchange.on.isoformat(),
        "source": exchange.source,
    }


def _read_exchange(exchange: Mapping[str, str]) -> Exchange:
    return Exchange(
        source_currency=exchange["from"],
        target_currency=exchange["to"],
        rate=Decimal(exchange["rate"]),
        on=date.fromisoformat(exchange["on"]),
        source=exchange["source"],
    )
