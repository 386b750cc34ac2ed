"""Which document of a version was ordered; one of each kind may be under way."""

import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0100_hours_of_a_known_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='proposalexport',
            name='one_export_under_way',
        ),
        migrations.AddField(
            model_name='proposalexport',
            name='kind',
            field=models.CharField(choices=[('proposal', 'Proposal'), ('quotation', 'Formal quotation')], default=quotes.domain.proposals.Kind['PROPOSAL'], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [quotes.domain.proposals.ExportState['QUEUED'], quotes.domain.proposals.ExportState['RENDERING']])), fields=('version', 'kind', 'is_draft', 'is_expired', 'language'), name='one_export_under_way'),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['proposal', 'quotation'])), name='export_kind_known'),
        ),
    ]
