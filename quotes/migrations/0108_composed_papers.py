"""What a document was ordered with, so that two of one kind may be under way; and the pack for a champion."""

import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0107_marks_are_stamped'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='proposalexport',
            name='one_export_under_way',
        ),
        migrations.RemoveConstraint(
            model_name='proposalexport',
            name='export_kind_known',
        ),
        migrations.AddField(
            model_name='proposalexport',
            name='composed',
            field=models.CharField(default='44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', max_length=64),
        ),
        migrations.AddField(
            model_name='proposalexport',
            name='composition',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='proposalexport',
            name='kind',
            field=models.CharField(choices=[('proposal', 'Proposal'), ('quotation', 'Formal quotation'), ('champion', 'Material for their approval')], default=quotes.domain.proposals.Kind['PROPOSAL'], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [quotes.domain.proposals.ExportState['QUEUED'], quotes.domain.proposals.ExportState['RENDERING']])), fields=('version', 'kind', 'language', 'composed'), name='one_export_under_way'),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['proposal', 'quotation', 'champion'])), name='export_kind_known'),
        ),
    ]
