"""Each choice of a cost model for a deal is a row: a version that was out before the last one is weighed by its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0035_headline_repeats_the_term")]

    operations = [
        migrations.AlterField(
            model_name="costbasis",
            name="deal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cost_bases", to="stakeholders.deal"
            ),
        ),
    ]
