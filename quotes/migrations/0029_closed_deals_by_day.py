"""An index of accepted versions alone: what closed deals paid is read from them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0028_kept_costs")]

    operations = [
        migrations.AddIndex(
            model_name="quoteversion",
            index=models.Index(
                condition=models.Q(("state", "accepted")),
                fields=["currency", "accepted_at"],
                name="version_by_acceptance",
            ),
        )
    ]
