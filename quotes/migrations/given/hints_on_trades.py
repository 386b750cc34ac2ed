"""Two hints about a trade: that it costs more than it brings, and how it sits between both sides; with their settings."""

from datetime import date
from decimal import Decimal
from typing import Any

BEGUN = date(2026, 1, 1)
# hint, from, where it comes from
ROWS = (
    ("losing", None, "本台规则：换来的低于付出的，要写理由"),
    ("step", Decimal("0.005"), "Hindriks、Jonker、Tykhonov 2007；阈值取可让空间的 0.5%，本台设定"),
)


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    rows.objects.bulk_create(rows(hint=hint, low=low, valid_from=BEGUN, source=source) for hint, low, source in ROWS)
