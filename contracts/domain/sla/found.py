"""What a log comes to under one wording, as it can be kept: nothing of it depends on fees, deals or the day."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from contracts.domain.sla.credits import Scale
from contracts.domain.sla.exposure import Drawn, drawn
from contracts.domain.sla.replay import Incident, measured
from contracts.domain.sla.spans import midnight, months_within
from contracts.domain.sla.wordings import Wording
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.periods import Period
from dealdesk.kernel.refusals import Refusal

# A promise is compared on months of this length, whichever the contract counts.
MONTH_DAYS = 30
# Incidents times wordings that are replayed while somebody waits: beyond it takes longer than a second.
AT_ONCE = 5_000
FIGURES = ("missed", "expected", "bad", "worst")


@dataclass(frozen=True, kw_only=True)
class Found:
    """The availability of each service month and of the whole, unrounded; `drawn` is in percent of a month's fee."""

    months: tuple[Percent, ...]
    whole: Percent
    drawn: Drawn


def is_long(incidents: int, wordings: int) -> bool:
    """Whether a replay is for the worker."""
    return incidents * wordings > AT_ONCE


def found(log: Sequence[Incident], words: Wording, scale: Scale, whole: Period) -> Found:
    """`whole` are the days the log covers. Refuses what its wording cannot measure."""
    days = [whole.start + timedelta(days=n) for n in range(whole.days or 0)]
    return Found(
        months=tuple(_measured(log, words, month) for month in months_within(whole, words.month)),
        whole=_measured(log, words, whole),
        drawn=drawn(log, words, scale, HUNDRED, days, month_days=MONTH_DAYS),
    )


def kept_form(log: Sequence[Incident], words: Wording, scale: Scale, whole: Period) -> dict[str, Any]:
    """What was found, or why nothing could be, as `read` takes it back."""
    try:
        one = found(log, words, scale, whole)
    except Refusal as refusal:
        return {"refused": refusal.message}
    figures = {name: str(value) if name in FIGURES else value for name, value in asdict(one.drawn).items()}
    return {"months": [str(share.points) for share in one.months], "whole": str(one.whole.points), "drawn": figures}


def read(told: Mapping[str, Any]) -> Found:
    """Refuses what was refused when it was reckoned."""
    if "refused" in told:
        raise Refusal(told["refused"])
    figures: dict[str, Any] = {
        name: Decimal(value) if name in FIGURES else value for name, value in told["drawn"].items()
    }
    return Found(
        months=tuple(Percent(Decimal(points)) for points in told["months"]),
        whole=Percent(Decimal(told["whole"])),
        drawn=Drawn(**figures),
    )


def _measured(log: Sequence[Incident], words: Wording, days: Period) -> Percent:
    begins, ends = midnight(days.start), midnight(days.end or days.start)
    within = [one for one in log if one.begins < ends and begins < one.ends]
    return measured(within, words, begins, ends).availability
