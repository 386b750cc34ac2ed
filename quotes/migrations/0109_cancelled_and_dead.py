"""Orders that were called off, and those that the machine gave up."""

import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0108_composed_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='proposalexport',
            name='export_state_known',
        ),
        migrations.AddField(
            model_name='proposalexport',
            name='by_machine',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name='proposalexport',
            name='state',
            field=models.CharField(choices=[('queued', 'Queued'), ('rendering', 'Rendering'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default=quotes.domain.proposals.ExportState['QUEUED'], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'rendering', 'done', 'failed', 'cancelled'])), name='export_state_known'),
        ),
    ]
