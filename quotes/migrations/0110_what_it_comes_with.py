"""The published bitrates and the coach's bounds that the desk comes with, where they are not there yet."""

from typing import Any, ClassVar

from django.db import migrations

from quotes.migrations.given import coach_settings, published_bitrates


def come(apps: Any, editor: Any) -> None:
    if not apps.get_model("quotes", "BitrateRow").objects.exists():
        published_bitrates.publish(apps, editor)
        coach_settings.come_set(apps, editor)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0001_every_table")]
    operations: ClassVar = [migrations.RunPython(come, migrations.RunPython.noop)]
