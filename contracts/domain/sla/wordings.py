"""What a contract may call being available: the same log of incidents gives another figure under each wording."""

from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.sla.spans import ServiceMonth
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class Method(Word):
    """How failing becomes downtime."""

    OUTAGES = "outages", "Stretches of time in which it failed"
    BAD_WINDOWS = "bad_windows", "Windows whose error rate is above a limit"
    MEAN_ERROR = "mean_error", "The mean error rate of all windows"


class Excluded(Word):
    """What happens to time that the contract leaves out: announced maintenance, the customer's own fault …"""

    COUNTED = "counted", "It counts like any other time"
    NOT_DOWN = "not_down", "It is no downtime, and part of the month"
    NOT_TIME = "not_time", "It is no part of the month at all"


# Of every request that fails, however few they are.
ANY = Percent(ZERO)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One definition of availability, in seconds and error rates.

    OUTAGES: a stretch counts whose error rate is at least `limit` and that lasts at least `shortest` seconds, each
    rounded up to a minute where the contract says so. BAD_WINDOWS: a window counts whole where its error rate is above
    `limit`, if it and its neighbours last at least `shortest`. MEAN_ERROR: every window counts by its error rate;
    those with fewer requests than `floor` are left out.
    Sources of the three: CTyun AOne meetings; Tencent Cloud VOD and ZEGO CDN; Alibaba Cloud and Volcengine live.
    """

    method: Method
    limit: Percent = ANY
    window: int = 300
    shortest: int = 0
    rounds_up: bool = False
    # Only incidents that left no way in count.
    every_way: bool = False
    excluded: Excluded = Excluded.COUNTED
    floor: Decimal | None = None
    month: ServiceMonth = ServiceMonth.CALENDAR

    def __post_init__(self) -> None:
        if not 0 <= self.limit.points <= 100:
            raise Refusal("An error rate lies between 0 and 100 %%.", field="limit")
        if self.window < 1 or self.shortest < 0:
            raise Refusal("A window lasts at least a second, and nothing lasts less than none.", field="window")
        if self.floor is not None and (self.floor < 0 or self.method is not Method.MEAN_ERROR):
            raise Refusal("Only a mean of error rates leaves out windows with few requests.", field="floor")
