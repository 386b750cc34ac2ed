"""A usage scenario: rooms, who is in them, what they send, for how long, where, and how that grows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.usage import Size
from quotes.domain.usage.between import Between, Bound
from quotes.domain.usage.rooms import Room

NOTHING = Percent(Decimal(0))
ALL = Percent(HUNDRED)
MOST_ROOMS = 100_000_000
LONGEST_TERM = 120
FASTEST_GROWTH = Percent(Decimal(100))
HIGHEST_PEAK = Decimal(1_000)
MOST_REDUNDANT = Percent(Decimal(1_000))
MOST_COPIES = 1_000


def whole(shares: list[Percent], field: str) -> None:
    """Refuses shares that are not all of it together, or one of them that is nothing."""
    if any(share.points <= 0 for share in shares) or sum(share.points for share in shares) != HUNDRED:
        raise Refusal(
            "The shares are above zero and come to 100 %% together; these come to %(sum)s %%.",
            field=field,
            sum=f"{sum(share.points for share in shares):f}",
        )


def _share(share: Percent, field: str, most: Percent = ALL) -> None:
    if not NOTHING <= share <= most:
        raise Refusal("A share is from 0 to %(most)s %%.", field=field, most=f"{most.points:f}")


@dataclass(frozen=True, kw_only=True)
class Bitrate:
    """One row of somebody's bitrate table: what a picture takes, whose word it is, from when, and where it is written.

    `on_wire` says that the figure is bandwidth with headers and redundancy in it, as the seed of a quote names it;
    without it the figure is what the encoder makes, and the packets' own cost comes on top.
    """

    vendor: str
    size: Size
    fps: int | None
    kbps: Between
    since: date
    source: str
    profile: str = ""
    on_wire: bool = False

    def __post_init__(self) -> None:
        if not self.vendor.strip() or not self.source.strip():
            raise Refusal("A bitrate needs its vendor and where it is written.", field="source")
        if self.fps is not None and not 0 < self.fps <= 240:
            raise Refusal("A picture has from 1 to 240 frames a second.", field="fps")
        if self.kbps.high <= 0:
            raise Refusal("A bitrate is above zero.", field="high")

    @property
    def name(self) -> str:
        return " ".join(
            filter(None, (self.vendor, self.profile, f"{self.size}@{self.fps}" if self.fps else str(self.size)))
        )


@dataclass(frozen=True)
class Video:
    """The share of rooms whose pictures are of this kind; all pictures of one room are alike."""

    bitrate: Bitrate
    share: Percent = ALL


@dataclass(frozen=True, kw_only=True)
class Sound:
    """One sound track of everybody who sends: codec kbps, packet length in ms, and redundancy on top of the codec."""

    kbps: Decimal
    packet_ms: int = 20
    redundancy: Percent = NOTHING

    def __post_init__(self) -> None:
        if not self.kbps.is_finite() or self.kbps < 0:
            raise Refusal("A bitrate is not below zero.", field="sound_kbps")
        if not 1 <= self.packet_ms <= 1000:
            raise Refusal("A packet of sound lasts from 1 to 1,000 ms.", field="packet_ms")
        _share(self.redundancy, "sound_redundancy", MOST_REDUNDANT)


@dataclass(frozen=True)
class Region:
    name: str
    share: Percent = ALL

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("A region needs a name.", field="region")


@dataclass(frozen=True, kw_only=True)
class Extra:
    """What is made of some rooms beside the call: `share` of the rooms, and `copies` streams of each of them."""

    share: Percent = NOTHING
    copies: int = 1

    def __post_init__(self) -> None:
        _share(self.share, "share")
        if not 1 <= self.copies <= MOST_COPIES:
            raise Refusal("From 1 to %(most)s streams of a room.", field="copies", most=MOST_COPIES)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One month of use as the customer tells it, and how it goes on.

    `rooms` run at the same time while there are calls, `hours_a_day` on `days_a_month`; at the peak there are
    `peak_factor` times as many. `videos` share out the rooms to 100 %, none at all is sound only; `regions` too.
    `simulcast_kbps` are the smaller layers that everybody who sends adds to the picture on the way in. `payload_bytes`
    is the picture in one packet; it is needed where a bitrate does not count headers. `recorded` rooms are written
    down, `mixed` ones transcoded, `pushed` ones sent on to a CDN (转推), and `turned` is the share of the traffic that
    goes through TURN relays. `growth` is by month, compounded. Without `starts_on` every month has 30 days.
    `bound` says where in the bitrates' stretch one figure is taken.
    """

    rooms: int
    room: Room
    videos: tuple[Video, ...]
    sound: Sound | None = None
    hours_a_day: Decimal
    days_a_month: int
    peak_factor: Decimal = Decimal(1)
    regions: tuple[Region, ...]
    simulcast_kbps: tuple[Decimal, ...] = ()
    video_redundancy: Percent = NOTHING
    payload_bytes: int | None = None
    ipv6: bool = False
    recorded: Extra = Extra()
    mixed: Extra = Extra()
    pushed: Extra = Extra()
    turned: Percent = NOTHING
    growth: Percent = NOTHING
    term_months: int = 12
    starts_on: date | None = None
    bound: Bound = Bound.MIDDLE

    def __post_init__(self) -> None:
        if not 1 <= self.rooms <= MOST_ROOMS:
            raise Refusal("From 1 to %(most)s rooms run at the same time.", field="rooms", most=MOST_ROOMS)
        self._check_times()
        self._check_sent()
        if not self.regions or len({region.name for region in self.regions}) < len(self.regions):
            raise Refusal("Name every region once, and at least one.", field="regions")
        whole([region.share for region in self.regions], "regions")
        _share(self.turned, "turned")
        if not Percent(-HUNDRED) < self.growth <= FASTEST_GROWTH:
            raise Refusal("Growth is above −100 %% and at most 100 %% a month.", field="growth")

    def _check_times(self) -> None:
        if not (self.hours_a_day.is_finite() and 0 < self.hours_a_day <= 24):
            raise Refusal("A day has calls for more than 0 and at most 24 hours.", field="hours_a_day")
        if not 1 <= self.days_a_month <= 31:
            raise Refusal("A month has calls on 1 to 31 days.", field="days_a_month")
        if not (self.peak_factor.is_finite() and 1 <= self.peak_factor <= HIGHEST_PEAK):
            raise Refusal(
                "The peak is from 1 to %(most)s times the usual.", field="peak_factor", most=int(HIGHEST_PEAK)
            )
        if not 1 <= self.term_months <= LONGEST_TERM:
            raise Refusal("A term has from 1 to %(most)s months.", field="term_months", most=LONGEST_TERM)

    def _check_sent(self) -> None:
        if not self.videos and self.sound is None:
            raise Refusal("A call has pictures, sound, or both: name one.", field="videos")
        if self.videos:
            whole([video.share for video in self.videos], "videos")
        if any(not kbps.is_finite() or kbps <= 0 for kbps in self.simulcast_kbps):
            raise Refusal("A bitrate is above zero.", field="simulcast_kbps")
        if self.simulcast_kbps and not self.videos:
            raise Refusal("Without pictures there are no layers of them.", field="simulcast_kbps")
        _share(self.video_redundancy, "video_redundancy", MOST_REDUNDANT)
        if self.payload_bytes is not None and not 100 <= self.payload_bytes <= 9_000:
            raise Refusal("A packet carries from 100 to 9,000 bytes of picture.", field="payload_bytes")
        bare = any(not video.bitrate.on_wire for video in self.videos) or self.simulcast_kbps
        if bare and self.payload_bytes is None:
            raise Refusal(
                "These bitrates do not count headers: say how many bytes of picture one packet carries.",
                field="payload_bytes",
            )
