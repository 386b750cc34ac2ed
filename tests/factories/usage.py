"""Bitrates, scenarios and readings as plain keyword functions that write rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from quotes.actions.usage import keep_series, save_scenario
from quotes.domain.usage.series import Series
from quotes.models import BitrateRow, UsageScenario, UsageSeries
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW
from tests.quotes.domain.usage.scenarios import scenario, series


def bitrate(**changed: Any) -> BitrateRow:
    """720p at 1–2 Mbps, headers included."""
    plain: dict[str, Any] = {
        "vendor": "公司口径",
        "width": 1280,
        "height": 720,
        "low_kbps": Decimal(1000),
        "high_kbps": Decimal(2000),
        "on_wire": True,
        "since": date(2026, 1, 1),
        "source": "报价规则",
    }
    return BitrateRow.objects.create(**plain | changed)


def saved(*, deal: Deal, by: User, name: str = "大班课", **changed: Any) -> UsageScenario:
    return save_scenario(deal=deal, name=name, told=scenario(**changed), by=by, at=NOW)


def uploaded(*, deal: Deal, by: User, name: str = "十月日志", told: Series | None = None) -> UsageSeries:
    """A day of 3,000 streams with one peak of 9,000."""
    return keep_series(
        deal=deal,
        name=name,
        series=told or series([3_000_000] * 287 + [9_000_000]),
        issues=(),
        file_name="十月.csv",
        sha256="0" * 64,
        source="客户导出",
        by=by,
        at=NOW,
    )
