from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0089_funding_once_a_day")]

    operations = [
        migrations.AddConstraint(
            model_name="fundingrate",
            constraint=models.UniqueConstraint(
                fields=("currency", "valid_from"), name="one_funding_rate_a_currency_and_day"
            ),
        ),
    ]
