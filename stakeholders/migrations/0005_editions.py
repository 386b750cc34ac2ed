"""Customers, contacts and deals count the saves of their facts, so that the second of two is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0004_deal_before_its_stream")]

    operations = [
        migrations.AddField(name, "edition", models.PositiveIntegerField(default=1))
        for name in ("customer", "contact", "deal")
    ]
