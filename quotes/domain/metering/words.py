"""A meter in sentences: msgids with their figures, for a screen and for the customer's paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dealdesk.kernel.formats import percent, quantity
from dealdesk.kernel.money import Rounding
from quotes.domain.metering.meter import IN_TIERS, OF_TIME, PEOPLE, Counts, Meter, Summed, Unit
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.tiers import Tier
from quotes.domain.metering.usage import Size

# Pictures that people know by their sides; any other bound is said in pixels.
KNOWN = tuple(
    Size(*sides)
    for sides in (
        (320, 180), (320, 240), (480, 360), (640, 360), (640, 480), (960, 540), (960, 720), (1280, 720), (1920, 1080),
        (2560, 1440), (3840, 2160),
    )
)  # fmt: skip
BY_PIXELS = {size.pixels: str(size) for size in KNOWN}


@dataclass(frozen=True)
class Phrase:
    """A msgid and what fills it: figures and names as text, and phrases that are translated themselves."""

    message: str
    params: Mapping[str, "str | Phrase | tuple[Phrase, ...]"] = field(default_factory=dict)


def phrase(message: str, **params: "str | Phrase | tuple[Phrase, ...]") -> Phrase:
    return Phrase(message, params)


# Within a sentence; as a choice of a form they are called otherwise.
ROUNDED = {
    Rounding.UP: phrase("rounded up"),
    Rounding.DOWN: phrase("rounded down"),
    Rounding.HALF_UP: phrase("rounded half up"),
    Rounding.HALF_EVEN: phrase("rounded half to even"),
}


@dataclass(frozen=True, kw_only=True)
class TierWords:
    """One row of a meter's table: how far the tier reaches, and how many standard units one of its units is."""

    name: str
    reach: Phrase
    weight: Decimal | None


def in_short(metered: Metered) -> tuple[Phrase, ...]:
    """What is counted, which tier the price is for, and how sums are rounded."""
    return (phrase(metered.meter.counts.label), *_tier(metered), *_rounding(metered.meter))


def in_full(meter: Meter) -> tuple[Phrase, ...]:
    """Every rule but the table of tiers, which `tier_words` gives."""
    return (*_whose(meter), *_rounding(meter), *_odd(meter), *_by_role(meter), *_rest(meter))


def tier_words(meter: Meter) -> tuple[TierWords, ...]:
    if meter.tiers is None:
        return ()
    weights = {weight.tier: weight.factor for weight in meter.weights if weight.role is None}
    rows = [(meter.tiers.sound, phrase("without a picture"))]
    before = 0
    for tier in meter.tiers.tiers:
        rows.append((tier.name, _reach(tier, before)))
        before = tier.up_to or before
    return tuple(TierWords(name=name, reach=reach, weight=weights.get(name)) for name, reach in rows)


def pixels(count: int) -> str | Phrase:
    """921,600 pixels are 1280×720 to those who know it; any other number is said as it is."""
    return BY_PIXELS.get(count) or phrase("%(count)s pixels", count=quantity(Decimal(count)))


def _reach(tier: Tier, before: int) -> Phrase:
    if tier.up_to is not None:
        return phrase("up to %(size)s", size=pixels(tier.up_to))
    return phrase("above %(size)s", size=pixels(before)) if before else phrase("every picture")


def _tier(metered: Metered) -> Iterator[Phrase]:
    for words in tier_words(metered.meter):
        if words.name == metered.tier:
            yield phrase("tier %(name)s: %(reach)s", name=words.name, reach=words.reach)


def _whose(meter: Meter) -> Iterator[Phrase]:
    if meter.counts in OF_TIME and meter.roles != PEOPLE:
        yield phrase("Counted for: %(roles)s", roles=tuple(phrase(role.label) for role in meter.roles))
    if meter.counts is Counts.USER_MINUTES and meter.tiers:
        yield phrase("Whoever sees no picture is counted as %(name)s", name=meter.tiers.sound)
    if meter.counts is Counts.STREAM_MINUTES:
        yield phrase("Heard without a picture: %(how)s", how=phrase(meter.sound.label))


def _rounding(meter: Meter) -> Iterator[Phrase]:
    # Heads and people are whole already.
    if meter.places is None or meter.unit in {Unit.HEAD, Unit.PERSON}:
        return
    unit, mode = phrase(meter.unit.label), ROUNDED[meter.mode]
    how = phrase("%(mode)s to a whole %(unit)s", mode=mode, unit=unit)
    if meter.places:
        how = phrase("%(mode)s to %(places)s decimals of a %(unit)s", mode=mode, places=str(meter.places), unit=unit)
    if meter.counts in OF_TIME or meter.counts is Counts.TRAFFIC:
        yield _added_up(meter.summed, how)
    else:
        yield how


def _added_up(summed: Summed, how: Phrase) -> Phrase:
    return {
        Summed.INTERVAL: phrase("each stretch by itself, %(how)s", how=how),
        Summed.RESOURCE: phrase("added up for each user or stream, %(how)s", how=how),
        Summed.DAY: phrase("added up over each day, %(how)s", how=how),
        Summed.MONTH: phrase("added up over the month, %(how)s", how=how),
    }[summed]


def _odd(meter: Meter) -> Iterator[Phrase]:
    if meter.counts in IN_TIERS and meter.tiers:
        for odd, plain in meter.tiers.counted_as:
            yield phrase("%(odd)s is counted as %(plain)s", odd=str(odd), plain=str(plain))


def _by_role(meter: Meter) -> Iterator[Phrase]:
    """What the table of tiers has no column for."""
    for weight in meter.weights:
        if weight.role is not None:
            yield phrase(
                "%(role)s in tier %(tier)s: %(factor)s standard units each",
                role=phrase(weight.role.label),
                tier=weight.tier,
                factor=quantity(weight.factor),
            )


def _rest(meter: Meter) -> Iterator[Phrase]:
    if meter.free:
        units, unit = quantity(meter.free.units), phrase(meter.unit.label)
        yield phrase("The first %(units)s %(unit)s of each month are free", units=units, unit=unit)
        if len(meter.free.order) > 1:
            yield phrase("Free units go to %(order)s, in this order", order="、".join(meter.free.order))
    if meter.hours_in_month:
        yield phrase("Every month counts as %(hours)s hours", hours=str(meter.hours_in_month))
    if meter.floor:
        yield phrase("At least %(floor)s of the bandwidth bought is billed", floor=percent(meter.floor.points))
