"""From where on a first number is out of reach."""

from datetime import date
from decimal import Decimal
from typing import Any

BEGUN = date(2026, 1, 1)
SOURCE = "本台设定，研究未给出数值：预算 P95，或同类成交上四分位的 1.5 倍"


def come_set(apps: Any, _: Any) -> None:
    apps.get_model("quotes", "CoachSetting").objects.create(
        hint="extreme", low=Decimal("0.95"), high=Decimal("1.5"), valid_from=BEGUN, source=SOURCE
    )
