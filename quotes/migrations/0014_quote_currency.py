"""A quote knows the currency that all its versions share."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def copy(apps: Any, schema_editor: Any) -> None:
    quotes, versions = apps.get_model("quotes", "Quote"), apps.get_model("quotes", "QuoteVersion")
    first = versions.objects.filter(quote=OuterRef("pk")).exclude(currency="CNY").values("currency")[:1]
    other = versions.objects.exclude(currency="CNY").values("quote")
    quotes.objects.filter(pk__in=other).update(currency=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("quotes", "0013_price_item_meter")]

    operations = [
        migrations.AddField("quote", "currency", models.CharField(db_default="CNY", default="CNY", max_length=3)),
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
