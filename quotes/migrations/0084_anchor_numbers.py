"""Notes of first numbers are counted within their quote: of the two there may be, the later one is the second."""

from typing import Any

from django.db import migrations, models


def count(apps: Any, _: Any) -> None:
    anchors = apps.get_model("quotes", "Anchor").objects
    last: dict[int, int] = {}
    for anchor in anchors.order_by("noted_at", "id"):
        last[anchor.quote_id] = last.get(anchor.quote_id, 0) + 1
        anchors.filter(pk=anchor.pk).update(number=last[anchor.quote_id])


class Migration(migrations.Migration):
    dependencies = [("quotes", "0083_delegations")]

    operations = [
        migrations.AddField(
            model_name="anchor", name="number", field=models.PositiveIntegerField(default=1), preserve_default=False
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
