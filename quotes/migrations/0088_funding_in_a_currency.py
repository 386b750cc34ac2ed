from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0087_turns")]

    operations = [
        migrations.AddField(
            model_name="fundingrate",
            name="currency",
            field=models.CharField(db_default="CNY", default="CNY", max_length=3),
        ),
        migrations.AddConstraint(
            model_name="fundingrate",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="funding_rate_currency_is_a_code"
            ),
        ),
    ]
