"""A meter: every rule in which two vendors' ways of counting the same call differ, as a field."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.tiers import TierTable
from quotes.domain.metering.usage import Role

MOST_PLACES = 8
LONGEST_MONTH = 31 * 24


class Counts(Word):
    USER_MINUTES = "user_minutes", "Time of each user, at the resolution of all his streams together"
    STREAM_MINUTES = "stream_minutes", "Time of each stream pulled, at its own resolution"
    PARTICIPANT_MINUTES = "participant_minutes", "Time of each participant"
    LIVE_MINUTES = "live_minutes", "Time of each live stream"
    CONNECTION_MINUTES = "connection_minutes", "Time of each connection"
    TRAFFIC = "traffic", "Traffic that goes out"
    PEAK_CONCURRENCY = "peak_concurrency", "Peak concurrent users"
    RECORDING_CHANNELS = "recording_channels", "Most recordings at the same time"
    MONTHLY_ACTIVE = "monthly_active", "People active in the month"
    DAILY_ACTIVE = "daily_active", "People active each day"
    DAILY_PEAK = "daily_peak", "Highest bandwidth of each day"
    MONTHLY_PEAK = "monthly_peak", "Highest bandwidth of the month"
    MONTHLY_95 = "monthly_95", "95th percentile bandwidth of the month"
    ENHANCED_95 = "enhanced_95", "Enhanced 95th percentile bandwidth"
    STORAGE = "storage", "Average storage of the month"


class Summed(Word):
    """Where amounts are added up before they are rounded."""

    INTERVAL = "interval", "each stretch of time"
    RESOURCE = "resource", "each user or stream"
    DAY = "day", "each day"
    MONTH = "month", "the whole month"


class Unit(Word):
    MINUTE = "minute", "minute"
    HOUR = "hour", "hour"
    GB = "gb", "GB of 1,000 MB"
    GIB = "gib", "GB of 1,024 MB"
    HEAD = "head", "concurrent stream"
    PERSON = "person", "person"
    MBPS = "mbps", "Mbps"
    MBPS_DAY = "mbps_day", "Mbps a day"


class Sound(Word):
    """What a user hears without seeing it, where streams are counted one by one."""

    EACH = "each", "every audio stream"
    ONCE = "once", "once a user"


TIME, SIZE = (Unit.MINUTE, Unit.HOUR), (Unit.GB, Unit.GIB)

# fmt: off
UNITS: dict[Counts, tuple[Unit, ...]] = {
    Counts.USER_MINUTES:        TIME,
    Counts.STREAM_MINUTES:      TIME,
    Counts.PARTICIPANT_MINUTES: TIME,
    Counts.LIVE_MINUTES:        TIME,
    Counts.CONNECTION_MINUTES:  TIME,
    Counts.TRAFFIC:             SIZE,
    Counts.PEAK_CONCURRENCY:    (Unit.HEAD,),
    Counts.RECORDING_CHANNELS:  (Unit.HEAD,),
    Counts.MONTHLY_ACTIVE:      (Unit.PERSON,),
    Counts.DAILY_ACTIVE:        (Unit.PERSON,),
    Counts.DAILY_PEAK:          (Unit.MBPS_DAY,),
    Counts.MONTHLY_PEAK:        (Unit.MBPS,),
    Counts.MONTHLY_95:          (Unit.MBPS,),
    Counts.ENHANCED_95:         (Unit.MBPS,),
    Counts.STORAGE:             SIZE,
}

# How many seconds or bytes one unit is.
WORTH: dict[Unit, Decimal] = {
    Unit.MINUTE: Decimal(60),
    Unit.HOUR:   Decimal(3600),
    Unit.GB:     Decimal(1000) ** 3,
    Unit.GIB:    Decimal(1024) ** 3,
}
# fmt: on

IN_TIERS = frozenset({Counts.USER_MINUTES, Counts.STREAM_MINUTES})
OF_TIME = frozenset(counts for counts, units in UNITS.items() if units == TIME)

# A live stream is no participant, and a participant no live stream.
PEOPLE = (Role.HOST, Role.AUDIENCE, Role.RECORDER)


@dataclass(frozen=True)
class Weight:
    """How many standard minutes one minute of this tier is, for one role or for every role."""

    tier: str
    factor: Decimal
    role: Role | None = None


@dataclass(frozen=True, kw_only=True)
class Meter:
    """How usage becomes a billed quantity, with the day from which it holds and where that is written.

    Sums are rounded to `places` decimals of `unit` in `mode`, once for each part that `summed` names; without places
    they stay exact. `weights` turn every tier into one standard unit. `hours_in_month` normalises storage, and is
    zero for all else. `floor` is the share of the bandwidth bought that is billed at least.
    """

    counts: Counts
    unit: Unit
    since: date
    source: str
    summed: Summed = Summed.MONTH
    places: int | None = None
    mode: Rounding = Rounding.UP
    roles: tuple[Role, ...] = PEOPLE
    sound: Sound = Sound.EACH
    tiers: TierTable | None = None
    weights: tuple[Weight, ...] = ()
    free: Allowance | None = None
    hours_in_month: int = 0
    floor: Percent | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNITS[self.counts]:
            raise Refusal("This is not counted in that unit.", field="unit")
        if not self.source.strip():
            raise Refusal("Say where this way of counting is written.", field="source")
        if self.places is not None and not 0 <= self.places <= MOST_PLACES:
            raise Refusal("A billed quantity has at most %(most)s decimals.", field="places", most=MOST_PLACES)
        if not self.roles:
            raise Refusal("Say whose time is counted.", field="roles")
        self._check_tiers()
        self._check_storage()
        self._check_floor()

    def _check_tiers(self) -> None:
        if self.tiers and self.counts not in IN_TIERS:
            raise Refusal("Only users' and streams' time has resolution tiers.", field="tiers")
        if self.weights and not self.tiers:
            raise Refusal("Weights turn tiers into standard units: give the tiers first.", field="weights")
        known = self.tiers.names if self.tiers else ("",)
        named = {weight.tier for weight in self.weights}
        if self.weights and named != set(known):
            raise Refusal("Every tier needs its weight, and every weight its tier.", field="weights")
        if any(not weight.factor.is_finite() or weight.factor <= 0 for weight in self.weights):
            raise Refusal("A weight is above zero.", field="weights")
        if self.free and not set(self.free.order) <= set(known if not self.weights else ("",)):
            raise Refusal("Free units are drawn from tiers of this meter.", field="free")

    def _check_storage(self) -> None:
        if (self.counts is Counts.STORAGE) != (self.hours_in_month != 0):
            raise Refusal("Storage, and only storage, is an average over the hours of a month.", field="hours_in_month")
        if not 0 <= self.hours_in_month <= LONGEST_MONTH:
            raise Refusal("A month has from 1 to %(most)s hours.", field="hours_in_month", most=LONGEST_MONTH)

    def _check_floor(self) -> None:
        if self.floor is not None and self.counts is not Counts.ENHANCED_95:
            raise Refusal("Only the enhanced 95th percentile has a floor.", field="floor")
        if self.floor is not None and not 0 <= self.floor.points <= 100:
            raise Refusal("A floor is from 0 to 100 %% of the bandwidth bought.", field="floor")

    def weight(self, tier: str, role: Role) -> Decimal:
        """Standard minutes a minute; refuses a role that the weights leave out."""
        found = {weight.role: weight.factor for weight in self.weights if weight.tier == tier}
        if role not in found and None not in found:
            raise Refusal("Tier %(tier)s has no weight for this role.", field="weights", tier=tier)
        return found.get(role, found.get(None, Decimal(1)))
