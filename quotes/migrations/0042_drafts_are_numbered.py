"""Which of their drafts of a round somebody is writing, so that what comes late from an earlier one is told from it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('quotes', '0041_proposal_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='rounddraft',
            name='number',
            field=models.PositiveIntegerField(default=1),
        ),
    ]
