from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.percent import Percent
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.meter import Counts, Meter, Sound, Summed, Weight
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.tiers import Tier
from quotes.domain.metering.usage import Role
from quotes.domain.metering.words import Phrase, in_full, in_short, pixels, tier_words
from tests.quotes.domain.metering.meters import TIERS, meter, meters

MINUTE = Phrase("minute")
WHOLE_MINUTES = Phrase("%(mode)s to a whole %(unit)s", {"mode": Phrase("rounded up"), "unit": MINUTE})


def english(words: Phrase) -> str:
    filled = {
        name: ", ".join(map(english, value))
        if isinstance(value, tuple)
        else value
        if isinstance(value, str)
        else english(value)
        for name, value in words.params.items()
    }
    return words.message % filled


def told(*phrases: Phrase) -> list[str]:
    return [english(one) for one in phrases]


def test_a_price_says_what_it_counts_in_which_tier_and_how_it_is_rounded() -> None:
    by_day = meter(Counts.STREAM_MINUTES, summed=Summed.DAY)
    assert told(*in_short(Metered(meter=by_day, tier="HD"))) == [
        "Time of each stream pulled, at its own resolution",
        "tier HD: up to 1280×720",
        "added up over each day, rounded up to a whole minute",
    ]
    assert told(*in_short(Metered(meter=meter(Counts.PEAK_CONCURRENCY)))) == ["Peak concurrent users"]


def test_every_rule_that_changes_a_bill_is_said() -> None:
    generous = meter(roles=(Role.AUDIENCE,), free=Allowance(units=Decimal(10_000), order=("audio", "HD")))
    assert told(*in_full(generous)) == [
        "Counted for: Audience",
        "Whoever sees no picture is counted as audio",
        "added up over the month, rounded up to a whole minute",
        "640×352 is counted as 640×360",
        "The first 10,000 minute of each month are free",
        "Free units go to audio、HD, in this order",
    ]
    assert told(*in_full(meter(Counts.STREAM_MINUTES, sound=Sound.ONCE, tiers=None, places=None))) == [
        "Heard without a picture: once a user"
    ]
    assert told(*in_full(meter(Counts.STORAGE, places=2, mode=Rounding.HALF_UP))) == [
        "rounded half up to 2 decimals of a GB of 1,000 MB",
        "Every month counts as 720 hours",
    ]
    assert told(*in_full(meter(Counts.ENHANCED_95, floor=Percent(Decimal(20))))) == [
        "At least 20% of the bandwidth bought is billed"
    ]


def test_a_bound_is_said_in_sides_where_people_know_them() -> None:
    assert (pixels(921_600), english(pixels(921_601))) == ("1280×720", "921,601 pixels")  # type: ignore[arg-type] # a phrase


def test_tiers_are_a_table_with_weights_where_there_are_any() -> None:
    open_ended = replace(TIERS, tiers=(Tier("HD", 921_600), Tier("more", None)))
    weights = (Weight("audio", Decimal(1)), Weight("HD", Decimal(4)), Weight("more", Decimal(9)))
    rows = tier_words(meter(tiers=open_ended, weights=weights))
    assert [(row.name, english(row.reach), row.weight) for row in rows] == [
        ("audio", "without a picture", 1),
        ("HD", "up to 1280×720", 4),
        ("more", "above 1280×720", 9),
    ]
    assert [english(row.reach) for row in tier_words(meter(tiers=replace(TIERS, tiers=(Tier("all", None),))))] == [
        "without a picture",
        "every picture",
    ]
    assert tier_words(meter(Counts.TRAFFIC)) == ()


@given(meters())
def test_any_meter_can_be_said(any_meter: Meter) -> None:
    every = [*in_full(any_meter), *in_short(Metered(meter=any_meter)), *(row.reach for row in tier_words(any_meter))]
    assert all(english(one) for one in every)
    assert len(tier_words(any_meter)) == (len(any_meter.tiers.names) if any_meter.tiers else 0)
