from typing import Any

from django.db import migrations


def said_so(apps: Any, schema_editor: Any) -> None:
    """Deals that were closed before anybody was asked for a last price say that, and no figure is made up for them."""
    closed = apps.get_model("stakeholders", "Deal").objects.filter(closed_at__isnull=False, last_price=None)
    closed.update(unpriced_because="关闭时尚未登记最后报价")


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0016_last_prices")]

    operations = [migrations.RunPython(said_so, migrations.RunPython.noop)]
