"""How long the other side has been still, against how long it usually is at this stage in our own deals."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from stakeholders.domain.deals import Stage
from stakeholders.domain.engagements import Direction
from stakeholders.domain.plans.standing import Stall, gaps_between, stall
from stakeholders.models import Deal, Engagement, JournalEntry, Milestone

MOVES = ("move_deal", "advance_deal")
# So many of the latest steps of the other side are looked at.
LATEST = 1000

type Past = list[tuple[datetime, str]]


def quiet(deal: Deal, today: date) -> Stall | None:
    """The other side acted where it reached out, or where a milestone of its own was done."""
    return stall(_last(deal), today, _usual(_acted(), Stage(deal.stage)))


def _last(deal: Deal) -> date | None:
    """Its own last step, however long ago and however much others did since."""
    came = Engagement.objects.standing().filter(deal=deal, direction=Direction.THEIRS)
    done = Milestone.objects.filter(deal=deal, done_at__isnull=False, buyer__isnull=False)
    told = came.aggregate(day=Max("held_on"))["day"], done.aggregate(at=Max("done_at"))["at"]
    return max((day for day in (told[0], told[1] and timezone.localdate(told[1])) if day), default=None)


def _acted() -> dict[int, list[date]]:
    """The days on which each deal's other side got something done."""
    came = Engagement.objects.standing().filter(direction=Direction.THEIRS).order_by("-held_on")
    done = Milestone.objects.filter(done_at__isnull=False, buyer__isnull=False).order_by("-done_at")
    found: dict[int, list[date]] = defaultdict(list)
    for deal, day in came.values_list("deal", "held_on")[:LATEST]:
        found[deal].append(day)
    for deal, moment in done.values_list("deal", "done_at")[:LATEST]:
        if moment:
            found[deal].append(timezone.localdate(moment))
    return found


def _usual(acted: dict[int, list[date]], stage: Stage) -> list[int]:
    """The gaps that ended while a deal stood at this stage."""
    past = _pasts(acted.keys())
    gaps = []
    for deal, days in acted.items():
        ordered = sorted(set(days))
        for end, gap in zip(ordered[1:], gaps_between(ordered), strict=True):
            if _stage_on(past[deal], end) == stage:
                gaps.append(gap)
    return gaps


def _pasts(deals: Iterable[int]) -> dict[int, Past]:
    """Every move of these deals, in order."""
    found: dict[int, Past] = defaultdict(list)
    moved = JournalEntry.objects.filter(act__in=MOVES, deal__in=list(deals)).order_by("at", "id")
    for deal, at, after in moved.values_list("deal", "at", "facts__after"):
        if deal is not None:
            found[deal].append((at, str(after)))
    return found


def _stage_on(past: Past, day: date) -> str:
    """Where a deal stood at the end of a day; before its first move that is the beginning."""
    days = [timezone.localdate(at) for at, _ in past]
    place = bisect_right(days, day)
    return past[place - 1][1] if place else Stage.DIAGNOSIS
