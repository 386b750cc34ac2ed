from typing import Any

from django.db import migrations


def said_so(apps: Any, schema_editor: Any) -> None:
    """Deals that were lost before anybody was asked by what say that, and no reason is made up for them."""
    lost = apps.get_model("stakeholders", "Deal").objects.filter(stage="lost")
    lost.filter(lost_because="").update(lost_because="unasked")
    lost.filter(lost_reason="").update(lost_reason="关闭时尚未登记丢单原因")


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0019_losses_nobody_asked_about")]

    operations = [migrations.RunPython(said_so, migrations.RunPython.noop)]
