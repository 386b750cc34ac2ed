"""A hint about a range instead of a number, with its setting."""

from datetime import date
from decimal import Decimal
from typing import Any

BEGUN = date(2026, 1, 1)


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    source = "Ames、Mason 2015；宽度为本台设定"
    rows.objects.create(hint="range", high=Decimal("0.2"), valid_from=BEGUN, source=source)
