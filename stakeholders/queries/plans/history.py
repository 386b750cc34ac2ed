"""What milestones of each kind really took in our own signed deals, without a name, where there are enough of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from stakeholders.domain.deals import Noticed, Stage, calendar_of
from stakeholders.domain.plans.leads import History, history
from stakeholders.domain.plans.words import MilestoneKind
from stakeholders.models import Deal, Milestone
from stakeholders.queries.workdays import noticed_with

# Older milestones say less about the next one than newer ones.
LATEST = 400


@dataclass(frozen=True, kw_only=True)
class LeadRow:
    """An open milestone's lead times as they are, and what our own deals took; nothing is filled in for anybody."""

    pk: int
    name: str
    lead_p50: int | None
    lead_p80: int | None
    ours: History | None


def lead_rows(deal: Deal) -> tuple[LeadRow, ...]:
    found = histories(noticed_with(deal))
    return tuple(
        LeadRow(pk=row.pk, name=row.name, lead_p50=row.lead_p50, lead_p80=row.lead_p80, ours=found.get(row.kind))
        for row in deal.milestones.filter(done_at=None)
    )


def histories(noticed: Noticed) -> Mapping[str, History]:
    """By kind: working days from when the last of what it waited for was done, or it was planned, until it was done."""
    done = Milestone.objects.filter(deal__stage=Stage.SIGNED, done_at__isnull=False).exclude(kind=MilestoneKind.OTHER)
    rows = done.annotate(begun=Max("after__done_at")).order_by("-done_at")
    taken: dict[str, list[int]] = defaultdict(list)
    for row in rows.values("kind", "created_at", "begun", "done_at")[:LATEST]:
        taken[row["kind"]].append(_workdays(row, noticed))
    return {kind.value: history(taken[kind.value]) for kind in MilestoneKind if kind is not MilestoneKind.OTHER}


def _workdays(row: Mapping[str, Any], noticed: Noticed) -> int:
    start, end = _day(row["begun"] or row["created_at"]), _day(row["done_at"])
    return max(0, calendar_of(start, end, noticed).count(start, end))


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
