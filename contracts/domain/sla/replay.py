"""Our own incidents under somebody's wording: how long we were gone, and how available that is, to the second."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from contracts.domain.sla.clocks import Report
from contracts.domain.sla.spans import SECONDS_A_MINUTE, up_for
from contracts.domain.sla.wordings import Excluded, Method, Wording
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

ALL = Percent(Decimal(100))


@dataclass(frozen=True, kw_only=True)
class Incident:
    """From `begins` until `ends` a share of all requests failed; `requests` are how many came in a minute."""

    begins: datetime
    ends: datetime
    failing: Percent = ALL
    # No way in was left: neither the app nor the browser, for instance.
    every_way: bool = True
    # Left out by the contract: announced maintenance, force majeure, the customer's own fault.
    excluded: bool = False
    region: str = ""
    requests: Decimal | None = None
    # Who told us when, and what became of it; None where nobody reported it.
    report: Report | None = None

    def __post_init__(self) -> None:
        if self.ends <= self.begins:
            raise Refusal("An incident ends after it begins.", field="ends")
        if not 0 <= self.failing.points <= 100:
            raise Refusal("An error rate lies between 0 and 100 %%.", field="failing")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds of the month that count, and those of them that are downtime."""

    total: Decimal
    down: Decimal

    @property
    def availability(self) -> Percent:
        return up_for(self.down, self.total)

    @property
    def down_minutes(self) -> Decimal:
        return EXACT.divide(self.down, Decimal(SECONDS_A_MINUTE))


@dataclass(frozen=True)
class _Stretch:
    """Seconds since the month began, with the worst error rate of all incidents in them."""

    begin: int
    end: int
    failing: Decimal
    requests: Decimal | None = None


def measured(log: Iterable[Incident], wording: Wording, begins: datetime, ends: datetime) -> Measured:
    """What the log comes to in the time from `begins` until `ends` under a wording; exact. Of incidents at the same
    time the worst counts. Refuses a floor of requests where an incident does not say how many there were."""
    length = _seconds(ends, begins)
    if length <= 0:
        raise Refusal("The end must come after the start.", field="end")
    stretches, left_out = _laid_out(log, wording, begins, length)
    total, down = METHODS[wording.method](stretches, wording, length)
    if wording.excluded is Excluded.NOT_TIME:
        total -= left_out
    if total <= 0:
        raise Refusal("Nothing of this month counts under this wording.", field="excluded")
    return Measured(total=total, down=min(down, total))


def outage_seconds(seconds: int, wording: Wording) -> int:
    """What one outage counts for: nothing below the shortest, else its length, up to the next minute if it is said."""
    if seconds < wording.shortest:
        return 0
    return -(-seconds // SECONDS_A_MINUTE) * SECONDS_A_MINUTE if wording.rounds_up else seconds


def _seconds(later: datetime, earlier: datetime) -> int:
    return int((later - earlier).total_seconds())


def _laid_out(
    log: Iterable[Incident], wording: Wording, begins: datetime, length: int
) -> tuple[list[_Stretch], Decimal]:
    """Stretches that do not overlap, in order, and how many seconds the contract leaves out."""
    within = [
        (max(0, _seconds(one.begins, begins)), min(length, _seconds(one.ends, begins)), one)
        for one in log
        if one.excluded or one.every_way or not wording.every_way
    ]
    stretches, left_out = [], 0
    for begin, end, there in _at_once(within):
        if wording.excluded is not Excluded.COUNTED and any(one.excluded for one in there):
            left_out += end - begin
        elif there:
            worst = max(there, key=lambda one: one.failing)
            stretches.append(_Stretch(begin, end, worst.failing.ratio, worst.requests))
    return stretches, Decimal(left_out)


def _at_once(within: Sequence[tuple[int, int, Incident]]) -> Iterator[tuple[int, int, list[Incident]]]:
    """What lasts from one beginning or end to the next, swept once: a log of thousands is read in one go."""
    cuts = sorted({cut for begin, end, _one in within if begin < end for cut in (begin, end)})
    coming, lasting = deque(sorted(within, key=lambda one: one[0])), list[tuple[int, int, Incident]]()
    for begin, end in pairwise(cuts):
        while coming and coming[0][0] <= begin:
            lasting.append(coming.popleft())
        lasting = [one for one in lasting if one[1] > begin]
        yield begin, end, [one for _first, _last, one in lasting]


def _outages(stretches: Sequence[_Stretch], wording: Wording, length: int) -> tuple[Decimal, Decimal]:
    failed = [(one.begin, one.end) for one in stretches if one.failing and one.failing >= wording.limit.ratio]
    return Decimal(length), Decimal(sum(outage_seconds(end - begin, wording) for begin, end in _joined(failed)))


def _bad_windows(stretches: Sequence[_Stretch], wording: Wording, length: int) -> tuple[Decimal, Decimal]:
    limit = EXACT.multiply(wording.limit.ratio, Decimal(wording.window))
    bad = [
        (window * wording.window, (window + 1) * wording.window)
        for window, (failing, _requests) in sorted(_windows(stretches, wording.window).items())
        if failing > limit
    ]
    runs = (end - begin for begin, end in _joined(bad))
    return Decimal(length), Decimal(sum(run for run in runs if run >= wording.shortest))


def _mean_error(stretches: Sequence[_Stretch], wording: Wording, length: int) -> tuple[Decimal, Decimal]:
    """Windows without an incident are taken to have requests enough: the log says nothing of them."""
    total, down = Decimal(length), ZERO
    for failing, requests in _windows(stretches, wording.window).values():
        if wording.floor is not None and requests is None:
            raise Refusal("The log does not say how many requests there were: add them or drop the floor.")
        if wording.floor is not None and requests is not None and requests < wording.floor:
            total -= wording.window
        else:
            down = EXACT.add(down, failing)
    return total, down


METHODS = {Method.OUTAGES: _outages, Method.BAD_WINDOWS: _bad_windows, Method.MEAN_ERROR: _mean_error}


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What touches is one."""
    open_span: tuple[int, int] | None = None
    for begin, end in spans:
        if open_span and open_span[1] == begin:
            open_span = (open_span[0], end)
            continue
        if open_span:
            yield open_span
        open_span = (begin, end)
    if open_span:
        yield open_span


def _windows(stretches: Sequence[_Stretch], window: int) -> dict[int, tuple[Decimal, Decimal | None]]:
    """Of each window with an incident: its failing seconds, weighed by the error rate, and the requests in it, which
    come evenly through a minute; None where one of its incidents does not say."""
    failing: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    rates: defaultdict[int, list[Decimal | None]] = defaultdict(list)
    for one in stretches:
        for place in range(one.begin // window, -(-one.end // window)):
            shared = min(one.end, (place + 1) * window) - max(one.begin, place * window)
            failing[place] = EXACT.add(failing[place], EXACT.multiply(one.failing, Decimal(shared)))
            rates[place].append(one.requests)
    return {place: (failing[place], _requests(rates[place], window)) for place in failing}


def _requests(rates: Sequence[Decimal | None], window: int) -> Decimal | None:
    known = [rate for rate in rates if rate is not None]
    if len(known) < len(rates):
        return None
    return EXACT.divide(EXACT.multiply(max(known), Decimal(window)), Decimal(SECONDS_A_MINUTE))
