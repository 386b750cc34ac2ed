"""What the contract of Ada's deal promises of how it feels."""

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from contracts.actions.experience import add_promise
from contracts.domain.sla.experience import Denominator, Metric, Platform, Promise
from contracts.models import ExperiencePromise
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW

WHOLE = Promise(
    metric=Metric.VIDEO_FREEZE, value=D(2), pause=600, platform=Platform.NATIVE, denominator=Denominator.USER,
    percentile=95,
)  # fmt: skip


def promised(deal: Deal, by: User, **changed: Any) -> ExperiencePromise:
    return add_promise(deal=deal, promise=replace(WHOLE, **changed), source="合同附件二", by=by, at=NOW)
