"""What a contract promises of how it feels, and what each promise leaves open."""

from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.sla.experience import FREEZES, Denominator, Metric, Platform, traps
from contracts.models import ExperiencePromise
from contracts.queries.checklists import EffectRow, effect_row
from stakeholders.models import Deal


@dataclass(frozen=True, kw_only=True)
class PromiseRow:
    pk: int
    metric: Metric
    value: Decimal
    unit: str
    pause: int | None
    is_freeze: bool
    platform: Platform | None
    denominator: Denominator | None
    percentile: int | None
    source: str
    by: str
    traps: tuple[EffectRow, ...]


@dataclass(frozen=True, kw_only=True)
class ExperienceScreen:
    rows: tuple[PromiseRow, ...]
    open: int


def experience_screen(deal: Deal) -> ExperienceScreen:
    """One statement."""
    rows = tuple(_row(one) for one in deal.experience.standing().select_related("added_by"))
    return ExperienceScreen(rows=rows, open=sum(bool(row.traps) for row in rows))


def _row(one: ExperiencePromise) -> PromiseRow:
    promise = one.promise()
    return PromiseRow(
        pk=one.pk,
        metric=promise.metric,
        value=promise.value,
        unit="ms" if promise.metric is Metric.DELAY else "%",
        pause=promise.pause,
        is_freeze=promise.metric in FREEZES,
        platform=promise.platform,
        denominator=promise.denominator,
        percentile=promise.percentile,
        source=one.source,
        by=one.added_by.name,
        traps=tuple(effect_row(found) for found in traps(promise)),
    )
