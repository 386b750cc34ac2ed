"""How a price is counted, as choices and a table of bounds."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from dealdesk.web.numbers import NumberField, PercentField, plain, shortest
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.meter import MOST_PLACES, PEOPLE, Counts, Meter, Sound, Summed, Unit, Weight
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.tiers import Tier, TierTable
from quotes.domain.metering.usage import Role, Size
from quotes.domain.metering.words import BY_PIXELS

# Rows of the table: so many at least, two beside those that are there, and no more than anybody reads.
TIERS, SPARE, MOST_TIERS = 8, 2, 20
ROW = re.compile(r"tier-(\d{1,2})-\w+")
APART = re.compile(r"[,，;；、\n]+")
# A number at the end, after a role or alone.
FACTOR = re.compile(r"(?P<role>.*?)\s*[=＝:：]?\s*(?P<factor>\d+(?:\.\d+)?)")
SIDES = re.compile(r"(\d{1,6})[x×*](\d{1,6})")
LONGEST = 200
UNSHOWN = (
    "This page does not show all of this meter, which has more than %(most)s tiers, and would lose it: stop counting "
    "first to begin anew."
)


def choices[W: Word](words: type[W]) -> list[tuple[str, Any]]:
    return [(word.value, _(word.label)) for word in words]


class PixelsField(forms.CharField):
    """1280×720 or 921,600: how many pixels still belong to a tier; empty for no upper end."""

    default_error_messages = {"invalid": _("Write a size such as 1280×720, or a number of pixels.")}

    def to_python(self, value: Any) -> Any:
        text = plain(str(value or ""))
        if not text:
            return None
        if sides := SIDES.fullmatch(text):
            return int(sides[1]) * int(sides[2])
        if text.isdecimal() and len(text) < 12:
            return int(text)
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return BY_PIXELS.get(value, value) if isinstance(value, int) else value


class OddSizesField(forms.CharField):
    """640×352=640×360, one pair a line."""

    widget = forms.Textarea(attrs={"rows": 2})
    default_error_messages = {"invalid": _("Write one pair of sizes a line, such as 640×352 = 640×360.")}

    def to_python(self, value: Any) -> Any:
        pairs = []
        for line in filter(None, map(str.strip, str(value or "").splitlines())):
            both = [SIDES.fullmatch(plain(side)) for side in line.split("=")]
            if len(both) != 2 or not all(both):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            pairs.append(tuple(Size(int(found[1]), int(found[2])) for found in both if found))
        return tuple(pairs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{odd} = {same}" for odd, same in value) if isinstance(value, tuple) else value


type Factors = tuple[tuple[Role | None, Decimal], ...]


class FactorsField(forms.CharField):
    """4 for everybody; 主播 4，观众 2 where each role has its own; cleaned to roles with their factors."""

    default_error_messages = {"invalid": _("Write a number, or roles with theirs, such as: host 4, audience 2.")}

    def clean(self, value: Any) -> Factors:
        parts = [part.strip() for part in APART.split(super().clean(value)) if part.strip()]
        found = tuple(self._factor(part) for part in parts)
        if len({role for role, _factor in found}) < len(found):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "，".join(f"{_(role.label)} {shortest(factor)}" if role else shortest(factor) for role, factor in value)

    def _factor(self, text: str) -> tuple[Role | None, Decimal]:
        found = FACTOR.fullmatch(unicodedata.normalize("NFKC", text))
        named = {str(word).casefold(): role for role in Role for word in (role.value, role.label, _(role.label))}
        said = found["role"].casefold() if found else ""
        if not found or (said and said not in named):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return named[said] if said else None, Decimal(found["factor"])


class MeterForm(forms.Form):
    """One price's meter. What does not belong to what is counted is refused by the meter, beside its field."""

    counts = forms.ChoiceField(label=_("What is counted"), choices=choices(Counts))
    unit = forms.ChoiceField(label=_("Counted in"), choices=choices(Unit))
    per = NumberField(
        label=_("One price is for"),
        max_digits=18,
        decimal_places=6,
        initial=Decimal(1),
        help_text=_("How many of these units: 1,000 where the price is per thousand minutes."),
    )
    summed = forms.ChoiceField(label=_("Added up over"), choices=choices(Summed), initial=Summed.MONTH.value)
    mode = forms.ChoiceField(label=_("Then rounded"), choices=choices(Rounding), initial=Rounding.UP.value)
    places = forms.IntegerField(
        label=_("Decimals"),
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
        initial=0,
        help_text=_("Empty: not rounded"),
    )
    roles = forms.MultipleChoiceField(
        label=_("Whose time"),
        choices=choices(Role),
        widget=forms.CheckboxSelectMultiple,
        initial=[role.value for role in PEOPLE],
    )
    sound = forms.ChoiceField(
        label=_("Heard without a picture"),
        choices=choices(Sound),
        initial=Sound.EACH.value,
        help_text=_("Only where streams are counted one by one"),
    )
    sound_tier = forms.CharField(label=_("Name of the tier without a picture"), max_length=20, required=False)
    sound_weight = FactorsField(
        label=_("Standard units without a picture"),
        max_length=60,
        required=False,
        help_text=_("Empty: 1, where tiers have theirs"),
    )
    counted_as = OddSizesField(label=_("Sizes counted as another"), required=False)
    tier = forms.CharField(
        label=_("This price is for the tier"), max_length=20, required=False, help_text=_("Empty: for all of them")
    )
    free = NumberField(
        label=_("Free units a month"),
        max_digits=18,
        decimal_places=6,
        required=False,
        help_text=_("Taken from the tiers in their order"),
    )
    free_order = forms.CharField(
        label=_("Free units go first to"), max_length=LONGEST, required=False, help_text=_("Empty: from small to large")
    )
    hours_in_month = forms.IntegerField(
        label=_("Hours of a month"), min_value=0, required=False, help_text=_("Only for storage")
    )
    floor = PercentField(label=_("Floor %"), required=False, help_text=_("Only for the enhanced 95th percentile"))
    since = forms.DateField(
        label=_("Counted so from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Source"), max_length=LONGEST, help_text=_("Where this way of counting is written.")
    )

    def __init__(self, *args: Any, stored: Metered | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": typed(stored)})
        self.is_whole = stored is None or shows_all(stored.meter)
        self.count = min(MOST_TIERS, max(TIERS, _told(stored) + SPARE, _sent(self.data)))
        for row in range(self.count):
            self.fields[f"tier-{row}-name"] = forms.CharField(label=_("Tier"), max_length=20, required=False)
            self.fields[f"tier-{row}-up_to"] = PixelsField(label=_("Up to, inclusive"), required=False)
            self.fields[f"tier-{row}-weight"] = FactorsField(label=_("Standard units"), max_length=60, required=False)

    def rows(self) -> list[dict[str, forms.BoundField]]:
        return [{part: self[f"tier-{row}-{part}"] for part in ("name", "up_to", "weight")} for row in range(self.count)]

    def metered(self) -> Metered:
        """What was typed, as a meter; refuses what no meter can be, and to lose what it does not show."""
        if not self.is_whole:
            raise Refusal(UNSHOWN, most=MOST_TIERS)
        values = self.cleaned_data
        tiers, weights = self._tiers(values), self._weights(values)
        order = tuple(filter(None, map(str.strip, APART.split(values["free_order"])))) or free_order(tiers, weights)
        return Metered(
            meter=Meter(
                counts=Counts(values["counts"]),
                unit=Unit(values["unit"]),
                since=values["since"],
                source=values["source"],
                summed=Summed(values["summed"]),
                places=values["places"],
                mode=Rounding(values["mode"]),
                roles=tuple(role for role in Role if role.value in values["roles"]),
                sound=Sound(values["sound"]),
                tiers=tiers,
                weights=weights,
                free=Allowance(units=values["free"], order=order) if values["free"] else None,
                hours_in_month=values["hours_in_month"] or 0,
                floor=Percent(values["floor"]) if values["floor"] is not None else None,
            ),
            tier=values["tier"],
            per=values["per"],
        )

    def _tiers(self, values: Mapping[str, Any]) -> TierTable | None:
        names = ((row, values[f"tier-{row}-name"]) for row in range(self.count))
        rows = tuple(Tier(name, values[f"tier-{row}-up_to"]) for row, name in names if name)
        return TierTable(sound=values["sound_tier"], tiers=rows, counted_as=values["counted_as"]) if rows else None

    def _weights(self, values: Mapping[str, Any]) -> tuple[Weight, ...]:
        """Without a picture a unit is one standard unit, unless something else is typed."""
        rows = [(values[f"tier-{row}-name"], values[f"tier-{row}-weight"]) for row in range(self.count)]
        if not values["sound_weight"] and not any(factors for _name, factors in rows):
            return ()
        sound = values["sound_tier"], values["sound_weight"] or ((None, Decimal(1)),)
        return tuple(Weight(name, factor, role) for name, factors in (sound, *rows) for role, factor in factors)


def _told(stored: Metered | None) -> int:
    return len(stored.meter.tiers.tiers) if stored and stored.meter.tiers else 0


def _sent(data: Mapping[str, Any]) -> int:
    return max((int(found[1]) + 1 for name in data if (found := ROW.fullmatch(name))), default=0)


def free_order(tiers: TierTable | None, weights: tuple[Weight, ...]) -> tuple[str, ...]:
    """Free units are drawn from the tiers from small to large."""
    return tiers.names if tiers and not weights else ("",)


def shows_all(meter: Meter) -> bool:
    """Whether the form has a place for everything the meter says."""
    return len(meter.tiers.tiers if meter.tiers else ()) <= MOST_TIERS


def typed(metered: Metered | None) -> dict[str, Any]:
    """A stored meter as the form shows it."""
    if metered is None:
        return {}
    meter = metered.meter
    found: dict[str, Any] = {
        name: getattr(meter, name)
        for name in ("counts", "unit", "since", "source", "summed", "places", "mode", "sound")
    }
    found |= {
        "per": metered.per,
        "tier": metered.tier,
        "roles": [role.value for role in meter.roles],
        "free": meter.free.units if meter.free else None,
        "free_order": _order(meter),
        "hours_in_month": meter.hours_in_month or None,
        "floor": meter.floor.points if meter.floor else None,
    }
    return found | _typed_tiers(meter)


def _order(meter: Meter) -> str:
    usual = free_order(meter.tiers, meter.weights)
    return "" if meter.free is None or meter.free.order == usual else "、".join(meter.free.order)


def _typed_tiers(meter: Meter) -> dict[str, Any]:
    if meter.tiers is None:
        return {}
    weights: dict[str, Factors] = {}
    for weight in meter.weights:
        weights[weight.tier] = (*weights.get(weight.tier, ()), (weight.role, weight.factor))
    found: dict[str, Any] = {
        "sound_tier": meter.tiers.sound,
        "sound_weight": weights.get(meter.tiers.sound),
        "counted_as": meter.tiers.counted_as,
    }
    for row, tier in enumerate(meter.tiers.tiers):
        found |= {
            f"tier-{row}-name": tier.name,
            f"tier-{row}-up_to": tier.up_to,
            f"tier-{row}-weight": weights.get(tier.name),
        }
    return found
