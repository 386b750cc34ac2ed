"""For how many months of service a plan was made and a first number was named; nobody was asked before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0063_invoicing_is_the_deals")]

    operations = [
        migrations.AddField(model_name=name, name="months", field=models.PositiveSmallIntegerField(null=True))
        for name in ("anchor", "negotiationaims")
    ]
