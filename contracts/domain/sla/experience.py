"""Promises of how it feels: a figure says nothing without its platform, its denominator and its percentile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.percent import HUNDRED
from dealdesk.kernel.refusals import Finding, Refusal, Warning_
from dealdesk.kernel.words import Word


class Metric(Word):
    AUDIO_FREEZE = "audio_freeze", "Audio freeze rate"
    VIDEO_FREEZE = "video_freeze", "Video freeze rate"
    DELAY = "delay", "End-to-end delay"
    JOINING = "joining", "Joining success"


class Platform(Word):
    NATIVE = "native", "Native apps"
    WEB = "web", "Browsers"


class Denominator(Word):
    """Over what the figure is taken: of one user and of one call it is not the same."""

    USER = "user", "A user's subscribed time"
    CALL = "call", "A call's subscribed time"
    USERS = "users", "All users of a month"
    CALLS = "calls", "All calls of a month"


FREEZES = frozenset({Metric.AUDIO_FREEZE, Metric.VIDEO_FREEZE})
# From how many milliseconds on a pause is a freeze. Source: Agora's documentation of its call inspector.
PAUSES: Mapping[tuple[Metric, Platform], int] = {
    (Metric.AUDIO_FREEZE, Platform.NATIVE): 200,
    (Metric.AUDIO_FREEZE, Platform.WEB): 200,
    (Metric.VIDEO_FREEZE, Platform.NATIVE): 600,
    (Metric.VIDEO_FREEZE, Platform.WEB): 500,
}

# What stands still for a minute is no freeze but gone.
MOST_PAUSE = 60_000


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What a contract says of one metric; None is what it does not say. `value` is a delay in milliseconds, else a
    share in percent; `pause` the milliseconds from which on a pause is a freeze; `percentile` from 1 to 100."""

    metric: Metric
    value: Decimal
    pause: int | None = None
    platform: Platform | None = None
    denominator: Denominator | None = None
    percentile: int | None = None

    def __post_init__(self) -> None:
        if self.value < 0 or (self.metric is not Metric.DELAY and self.value > HUNDRED):
            raise Refusal("A delay is not below nothing, and a share lies between 0 and 100.", field="value")
        if self.percentile is not None and not 1 <= self.percentile <= HUNDRED:
            raise Refusal("A percentile lies between 1 and 100.", field="percentile")
        if self.pause is not None and self.metric not in FREEZES:
            raise Refusal("Only a freeze has a pause that it begins at.", field="pause")
        if self.pause is not None and self.pause > MOST_PAUSE:
            raise Refusal("A freeze begins within %(most)s ms: write milliseconds.", field="pause", most=MOST_PAUSE)


def traps(promise: Promise) -> tuple[Finding, ...]:
    """A sentence for each thing that is missing, and one where a freeze begins elsewhere than it usually does."""
    return tuple(_missing(promise))


def _missing(promise: Promise) -> Iterator[Finding]:
    said = {"metric": promise.metric.label}
    if promise.platform is None:
        yield Warning_(message="%(metric)s: no platform. Apps and browsers do not count alike; name it.", params=said)
    if promise.denominator is None:
        yield Warning_(message="%(metric)s: no denominator. A user's rate is not a call's; name it.", params=said)
    if promise.percentile is None:
        yield Warning_(message="%(metric)s: no percentile. A mean hides those who suffer most; name it.", params=said)
    if promise.metric in FREEZES and promise.pause is None:
        yield Warning_(message="%(metric)s: no pause from which on it is a freeze; name it.", params=said)
    usual = PAUSES.get((promise.metric, promise.platform)) if promise.platform else None
    if usual is not None and promise.pause is not None and promise.pause < usual:
        told = said | {"pause": quantity(Decimal(promise.pause)), "usual": quantity(Decimal(usual))}
        yield Warning_(
            message="%(metric)s: a freeze begins at %(pause)s ms here, usually at %(usual)s; more are counted.",
            params=told,
        )
