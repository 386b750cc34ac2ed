"""What was used: who was there for how long and pulled what, bytes, bandwidth, heads, and what was stored."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

WIDEST = 100_000


class Role(Word):
    HOST = "host", "Host"
    AUDIENCE = "audience", "Audience"
    LIVE = "live", "Live stream"
    RECORDER = "recorder", "Recorder"


@dataclass(frozen=True, order=True)
class Size:
    """A picture in pixels, as the vendor counts it: of two simulcast layers, the one that is received."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if not (0 < self.width <= WIDEST and 0 < self.height <= WIDEST):
            raise Refusal("A picture is from 1 to %(most)s pixels wide and high.", field="size", most=WIDEST)

    @property
    def pixels(self) -> int:
        return self.width * self.height

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"


@dataclass(frozen=True, kw_only=True)
class Interval:
    """One user for so many seconds during which what he pulls stays the same; `copies` users did exactly this.

    `videos` are the pictures pulled at the same time, `sounds` the streams pulled without a picture.
    """

    seconds: Decimal
    user: str = ""
    role: Role = Role.HOST
    videos: tuple[Size, ...] = ()
    sounds: int = 0
    day: int = 1
    copies: int = 1

    def __post_init__(self) -> None:
        if not self.seconds.is_finite() or self.seconds < 0:
            raise Refusal("A length of time is not below zero.", field="seconds")
        if self.sounds < 0 or self.copies < 0:
            raise Refusal("A number of streams or users is not below zero.", field="copies")


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Bytes that went out to one user or resource."""

    octets: Decimal
    user: str = ""
    day: int = 1
    copies: int = 1


@dataclass(frozen=True, kw_only=True)
class Bandwidth:
    """Five-minute points in Mbps, by valid day; `cap` is the bandwidth bought, where a floor is a share of it."""

    days: tuple[tuple[Decimal, ...], ...]
    days_in_month: int
    cap: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.days or not all(self.days):
            raise Refusal("Bandwidth is billed from at least one point on every day.", field="days")
        if not len(self.days) <= self.days_in_month <= 31:
            raise Refusal("A month has no more valid days than days, and at most 31.", field="days_in_month")


@dataclass(frozen=True, kw_only=True)
class Stored:
    """So many bytes kept for so many hours."""

    octets: Decimal
    hours: Decimal


@dataclass(frozen=True, kw_only=True)
class Usage:
    """One billing month. `online` and `recording` are readings of how many at once; `active` counts the month's people
    by project, and `each_day` those of every day."""

    intervals: tuple[Interval, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    bandwidth: Bandwidth | None = None
    online: tuple[int, ...] = ()
    recording: tuple[int, ...] = ()
    active: tuple[int, ...] = ()
    each_day: tuple[int, ...] = ()
    stored: tuple[Stored, ...] = ()
