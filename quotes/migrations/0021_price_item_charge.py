"""A price item may say how a quantity is charged, where that is not quantity × list price."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0020_first_looks")]
    operations: ClassVar = [
        migrations.AddField("priceitem", "charge", models.JSONField(null=True, blank=True)),
        migrations.AddConstraint(
            "priceitem",
            models.CheckConstraint(
                condition=Q(charge__isnull=True) | Q(charge__has_key="kind"), name="price_item_charge_has_kind"
            ),
        ),
    ]
