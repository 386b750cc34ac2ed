"""A price model as plain JSON and back: numbers as text, the kind first, nothing unknown let in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.charges.commitment import Commitment, CommittedSpend
from quotes.domain.pricing.charges.package import Package
from quotes.domain.pricing.charges.parts import Charge, ChargeKind
from quotes.domain.pricing.charges.proration import Prorated
from quotes.domain.pricing.charges.ramp import Ramp, Year
from quotes.domain.pricing.charges.ratio import Ratio, RatioPackage
from quotes.domain.pricing.charges.relative import (
    ORDER,
    MaximumSpend,
    MinimumSpend,
    PercentOf,
    RelativeCharge,
    Scope,
)
from quotes.domain.pricing.charges.simple import Contracted, Flat, PerUnit
from quotes.domain.pricing.charges.tiered import Block, DiscountSchedule, Graduated, Volume
from quotes.domain.pricing.charges.tiers import Tier

type AnyCharge = Charge | RelativeCharge

MODELS: tuple[type[AnyCharge], ...] = (
    Flat,
    PerUnit,
    Block,
    Graduated,
    Volume,
    DiscountSchedule,
    Package,
    RatioPackage,
    Commitment,
    CommittedSpend,
    Ramp,
    Prorated,
    Contracted,
    PercentOf,
    MinimumSpend,
    MaximumSpend,
)
BY_KIND: dict[str, type[AnyCharge]] = {model.kind.value: model for model in MODELS}
# Price models that hold others hold plain ones: nothing needs to be looked through twice.
HOLDERS = frozenset({ChargeKind.COMMITTED_SPEND, ChargeKind.PRORATED, ChargeKind.CONTRACTED})
# What another price model may hold.
NESTED = tuple(model.kind for model in MODELS if model.kind not in (*HOLDERS, *ORDER))
VALUES = (Tier, Year, Ratio, Scope)
# Read once: an offer has hundreds of lines.
HINTS: dict[type[Any], dict[str, Any]] = {model: get_type_hints(model) for model in (*MODELS, *VALUES)}
# More digits than any column holds; longer text is refused before it is read.
LONGEST = 40


def to_json(charge: AnyCharge) -> dict[str, Any]:
    """The price model as JSON values: decimals as their shortest text, what is at its default left out."""
    return {"kind": charge.kind.value, **_fields_written(charge)}


def from_json(content: Mapping[str, Any]) -> AnyCharge:
    """The price model that JSON describes; numbers are text or whole numbers, never binary fractions.

    Refuses what is malformed, unknown, missing or out of range, with a sentence that names it; the refusal's field is
    the path of what is wrong, such as `tiers.1.up_to`.
    """
    return _charge(content, "", nested=False)


def _charge(content: Any, path: str, *, nested: bool) -> AnyCharge:
    if not isinstance(content, Mapping):
        raise Refusal("A price model is written as an object with a kind.", field=path or "charge")
    kind = content.get("kind")
    model = BY_KIND.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise Refusal("There is no price model of the kind %(kind)s.", kind=str(kind)[:LONGEST], field=f"{path}kind")
    if nested and model.kind not in NESTED:
        raise Refusal("A price model inside another one must be a plain one.", field=f"{path}kind")
    return _built(model, {name: value for name, value in content.items() if name != "kind"}, path)


def _built[T](model: type[T], content: Mapping[str, Any], path: str) -> T:
    """The value of a dataclass; a refusal from inside it is put at its place in the whole."""
    hints = HINTS[model]
    known = {field.name: field for field in fields(model)}  # type: ignore[arg-type]
    for name in content:
        if name not in known:
            raise Refusal(
                "A price model of this kind has no %(name)s.", name=str(name)[:LONGEST], field=f"{path}{name}"
            )
    values = {
        name: _read(hints[name], content[name], f"{path}{name}")
        for name, field in known.items()
        if name in content or _needed(field, path)
    }
    try:
        return model(**values)
    except Refusal as refused:
        refused.field = f"{path}{refused.field}" if refused.field else path.rstrip(".")
        raise


def _needed(field: Field[Any], path: str) -> bool:
    if field.default is MISSING and field.default_factory is MISSING:
        raise Refusal("The price model needs its %(name)s.", name=field.name, field=f"{path}{field.name}")
    return False


def _read(hint: Any, value: Any, path: str) -> Any:
    """A value of the type a field declares."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        (hint,) = (one for one in inside if one is not NoneType)
        return None if value is None else _read(hint, value, path)
    if origin is tuple:
        return _list(inside[0], value, path)
    if hint is Charge:
        return _charge(value, f"{path}.", nested=True)
    if hint in VALUES:
        return _built(hint, _object(value, path), f"{path}.")
    if isinstance(hint, type) and issubclass(hint, Word):
        return _word(hint, value, path)
    return READERS[hint](value, path)


def _list(hint: Any, value: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise Refusal("%(name)s must be a list.", name=path, field=path)
    rows = _begun(value) if hint is Tier else value
    return tuple(_read(hint, one, f"{path}.{i}") for i, one in enumerate(rows))


def _begun(rows: Sequence[Any]) -> Iterator[Any]:
    """The rows of a tier table; one that does not say where it begins does so where the one before it ends."""
    end = None
    for row in rows:
        begun = {"start": end, **row} if isinstance(row, Mapping) and end is not None else row
        end = row.get("up_to") if isinstance(row, Mapping) else None
        yield begun


def _object(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Refusal("%(name)s must be an object.", name=path, field=path)
    return value


def _number(value: Any, path: str) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and len(value) <= LONGEST:
        try:
            return Decimal(value)
        except InvalidOperation:
            pass
    raise Refusal("%(name)s must be a number, written as text.", name=path, field=path)


def _exact(kind: type) -> Callable[[Any, str], Any]:
    def read(value: Any, path: str) -> Any:
        if type(value) is not kind:
            raise Refusal(NOT_OF_KIND[kind], name=path, field=path)
        return value

    return read


NOT_OF_KIND = {
    bool: "%(name)s must be true or false.",
    int: "%(name)s must be a whole number.",
    str: "%(name)s must be text.",
}
READERS: dict[Any, Callable[[Any, str], Any]] = {Decimal: _number, **{kind: _exact(kind) for kind in NOT_OF_KIND}}


def _word(words: type[Word], value: Any, path: str) -> Word:
    for word in words:
        if value == word.value:
            return word
    raise Refusal("%(name)s must be one of: %(words)s.", name=path, words=", ".join(words), field=path)


def _fields_written(value: Any) -> dict[str, Any]:
    return {
        field.name: _written(getattr(value, field.name))
        for field in fields(value)
        if not _at_default(field, getattr(value, field.name))
        and not (isinstance(value, Tier) and field.name == "start")
    }


def _at_default(field: Field[Any], value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return shortest(value)
    if isinstance(value, Word):
        return value.value
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, VALUES):
        return _fields_written(value)
    return to_json(value) if isinstance(value, Charge) else value


def shortest(value: Decimal) -> str:
    """A number without zeros that say nothing: 1E+2 is 100, 8.50 is 8.5."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if value else "0"
