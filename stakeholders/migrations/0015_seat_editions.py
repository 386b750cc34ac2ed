"""Seats and relations count the saves of what they say, so that the second of two is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0014_saved_views")]

    operations = [
        migrations.AddField(name, "edition", models.PositiveIntegerField(default=1)) for name in ("seat", "seatrelation")
    ]
