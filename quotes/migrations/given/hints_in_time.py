"""Three hints: a step against a price that is only claimed, a first price too early, and silence; with their settings."""

from datetime import date
from decimal import Decimal
from typing import Any

BEGUN = date(2026, 1, 1)
# hint, up to, where it comes from
ROWS = (
    ("claimed", Decimal(30), "本台规则：口头价先问范围，不还价；天数为本台设定"),
    ("early", None, "报价闸门；Sinaceur 等 2013：先交换信息再报价"),
    ("late", Decimal(14), "本台规则：闸门全绿 14 天未报价即提醒；天数为本台设定"),
)


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    rows.objects.bulk_create(
        rows(hint=hint, high=high, valid_from=BEGUN, source=source) for hint, high, source in ROWS
    )
