"""A meter as plain JSON and back, for a meter is data of a product's version; what is malformed is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NoReturn

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.meter import Counts, Meter, Sound, Summed, Unit, Weight
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.tiers import Tier, TierTable
from quotes.domain.metering.usage import Role, Size

type Json = dict[str, Any]


def to_json(meter: Meter) -> Json:
    """Every field, numbers as text where they are not whole, so that nothing passes through a binary fraction."""
    return {
        "counts": meter.counts.value,
        "unit": meter.unit.value,
        "since": meter.since.isoformat(),
        "source": meter.source,
        "summed": meter.summed.value,
        "places": meter.places,
        "mode": meter.mode.value,
        "roles": [role.value for role in meter.roles],
        "sound": meter.sound.value,
        "tiers": _tiers_json(meter.tiers) if meter.tiers else None,
        "weights": [_weight_json(weight) for weight in meter.weights],
        "free": _free_json(meter.free) if meter.free else None,
        "hours_in_month": meter.hours_in_month,
        "floor": str(meter.floor.points) if meter.floor else None,
    }


def from_json(data: object) -> Meter:
    """The meter that `to_json` wrote, or one written by hand; refuses what is missing, unknown or of another kind."""
    read = Reader.of(data, "meter", Meter.__dataclass_fields__)
    return Meter(
        counts=read.word("counts", Counts),
        unit=read.word("unit", Unit),
        since=read.day("since"),
        source=read.text("source"),
        summed=read.word("summed", Summed, Summed.MONTH),
        places=read.whole("places") if read.has("places") else None,
        mode=read.word("mode", Rounding, Rounding.UP),
        roles=tuple(_word("roles", value, Role) for value in read.many("roles", Meter.roles)),
        sound=read.word("sound", Sound, Sound.EACH),
        tiers=_tiers(read.values["tiers"]) if read.has("tiers") else None,
        weights=tuple(_weight(value) for value in read.many("weights")),
        free=_free(read.values["free"]) if read.has("free") else None,
        hours_in_month=read.whole("hours_in_month") if read.has("hours_in_month") else 0,
        floor=Percent(read.number("floor")) if read.has("floor") else None,
    )


def metered_json(metered: Metered) -> Json:
    return {"meter": to_json(metered.meter), "tier": metered.tier, "per": str(metered.per)}


def metered_from(data: object) -> Metered:
    """What `metered_json` wrote, refused like a meter where it is malformed."""
    read = Reader.of(data, "meter", Metered.__dataclass_fields__)
    tier = read.text("tier") if read.has("tier") else ""
    per = read.number("per") if read.has("per") else Decimal(1)
    return Metered(meter=from_json(read.needed("meter")), tier=tier, per=per)


def _tiers_json(table: TierTable) -> Json:
    return {
        "sound": table.sound,
        "tiers": [{"name": tier.name, "up_to": tier.up_to} for tier in table.tiers],
        "counted_as": [[[odd.width, odd.height], [plain.width, plain.height]] for odd, plain in table.counted_as],
    }


def _tiers(data: object) -> TierTable:
    read = Reader.of(data, "tiers", TierTable.__dataclass_fields__)
    return TierTable(
        sound=read.text("sound"),
        tiers=tuple(_tier(value) for value in read.many("tiers")),
        counted_as=tuple(_pair(value) for value in read.many("counted_as")),
    )


def _tier(data: object) -> Tier:
    read = Reader.of(data, "tiers", Tier.__dataclass_fields__)
    return Tier(read.text("name"), read.whole("up_to") if read.has("up_to") else None)


def _pair(data: object) -> tuple[Size, Size]:
    match data:
        case [[int(), int()] as odd, [int(), int()] as plain]:
            return Size(*odd), Size(*plain)
    return _refuse("counted_as")


def _weight_json(weight: Weight) -> Json:
    return {"tier": weight.tier, "factor": str(weight.factor), "role": weight.role.value if weight.role else None}


def _weight(data: object) -> Weight:
    read = Reader.of(data, "weights", Weight.__dataclass_fields__)
    role = read.word("role", Role) if read.has("role") else None
    return Weight(read.text("tier"), read.number("factor"), role)


def _free_json(free: Allowance) -> Json:
    return {"units": str(free.units), "order": list(free.order)}


def _free(data: object) -> Allowance:
    read = Reader.of(data, "free", Allowance.__dataclass_fields__)
    return Allowance(units=read.number("units"), order=tuple(_text("order", value) for value in read.many("order")))


@dataclass(frozen=True)
class Reader:
    """An object of the JSON; every reading names the field it refuses."""

    values: Mapping[str, Any]

    @classmethod
    def of(cls, data: object, field: str, known: Iterable[str] | None = None) -> "Reader":
        if not isinstance(data, dict) or not all(isinstance(name, str) for name in data):
            _refuse(field)
        if known is not None and (unknown := sorted(set(data) - set(known))):
            raise Refusal("A meter has no field %(name)s.", field=field, name=unknown[0])
        return cls(data)

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def needed(self, name: str) -> object:
        if not self.has(name):
            raise Refusal("A meter needs its field %(name)s.", field=name, name=name)
        return self.values[name]

    def text(self, name: str) -> str:
        return _text(name, self.needed(name))

    def whole(self, name: str) -> int:
        value = self.needed(name)
        # True is an int to Python and a mistake here.
        return value if isinstance(value, int) and not isinstance(value, bool) else _refuse(name)

    def number(self, name: str) -> Decimal:
        value = self.needed(name)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            _refuse(name)
        try:
            number = Decimal(value)
        except InvalidOperation:
            _refuse(name)
        return number if number.is_finite() else _refuse(name)

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            _refuse(name)

    def word[W: StrEnum](self, name: str, words: type[W], plain: W | None = None) -> W:
        return plain if plain is not None and name not in self.values else _word(name, self.needed(name), words)

    def many(self, name: str, plain: Iterable[object] = ()) -> Iterable[object]:
        value = self.values.get(name, plain)
        return value if isinstance(value, list | tuple) else _refuse(name)


def _text(name: str, value: object) -> str:
    return value if isinstance(value, str) else _refuse(name)


def _word[W: StrEnum](name: str, value: object, words: type[W]) -> W:
    return words(value) if isinstance(value, str) and value in list(words) else _refuse(name)


def _refuse(name: str) -> NoReturn:
    raise Refusal("The meter's field %(name)s is not what it should be: choose it anew.", field=name, name=name)
