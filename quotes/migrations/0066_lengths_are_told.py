"""Every plan and every first number says for how many months it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0065_lengths_as_they_were")]

    operations = [
        migrations.AlterField(model_name="anchor", name="months", field=models.PositiveSmallIntegerField()),
        migrations.AlterField(model_name="negotiationaims", name="months", field=models.PositiveSmallIntegerField()),
        migrations.AddConstraint(
            model_name="anchor",
            constraint=models.CheckConstraint(condition=models.Q(months__gt=0), name="anchor_for_some_months"),
        ),
        migrations.AddConstraint(
            model_name="negotiationaims",
            constraint=models.CheckConstraint(condition=models.Q(months__gt=0), name="aims_for_some_months"),
        ),
    ]
