"""What a price counts, as plain JSON."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0012_expired_copies")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="priceitem", name="meter", field=models.JSONField(blank=True, null=True)
        ),
    ]
