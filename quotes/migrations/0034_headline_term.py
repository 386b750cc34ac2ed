"""For how many months the latest total of a quote is."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0033_readiness'),
    ]

    operations = [
        migrations.AddField(
            model_name='quote',
            name='latest_term_months',
            field=models.PositiveSmallIntegerField(db_default=12, default=12),
        ),
    ]
