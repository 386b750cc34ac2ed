from django.db import migrations, models

OF_AN_ASK = models.Q(
    ("ask_months__isnull", True),
    models.Q(("ask_months__gt", 0), ("their_ask__isnull", False)),
    _connector="OR",
)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0094_kept_requests")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="ask_months",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="roundamendment",
            name="ask_months",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(condition=OF_AN_ASK, name="round_months_are_of_an_ask"),
        ),
        migrations.AddConstraint(
            model_name="roundamendment",
            constraint=models.CheckConstraint(condition=OF_AN_ASK, name="amendment_months_are_of_an_ask"),
        ),
    ]
