"""Roles that read a deal's contract, told apart from those that are asked to approve."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0029_reminders_of_approvals'),
    ]

    operations = [
        migrations.AddField(
            model_name='dealsigner',
            name='for_contract',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
