"""A hint where an outcome past our limit on its issue is agreed, with its setting."""

from datetime import date
from typing import Any


def come_set(apps: Any, _: Any) -> None:
    source = "本台规则：越过自己写下的议题底线，要写理由"
    apps.get_model("quotes", "CoachSetting").objects.create(
        hint="past_floor", valid_from=date(2026, 1, 1), source=source
    )
