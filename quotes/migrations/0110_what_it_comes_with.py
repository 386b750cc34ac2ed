"""The published bitrates and the coach's bounds that the desk comes with, where they are not there yet."""

from typing import Any, ClassVar

from django.db import migrations

from quotes.migrations.given import (
    coach_settings,
    extreme_setting,
    hint_on_ranges,
    hint_past_limit,
    hints_in_time,
    hints_on_trades,
    published_bitrates,
)

SETTINGS = (coach_settings, extreme_setting, hints_on_trades, hint_past_limit, hints_in_time, hint_on_ranges)


def come(apps: Any, editor: Any) -> None:
    if not apps.get_model("quotes", "BitrateRow").objects.exists():
        published_bitrates.publish(apps, editor)
        for setting in SETTINGS:
            setting.come_set(apps, editor)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0001_every_table")]
    operations: ClassVar = [migrations.RunPython(come, migrations.RunPython.noop)]
