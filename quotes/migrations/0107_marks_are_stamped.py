"""Marks are stamped on what is handed out: no file is printed as a draft or as expired any more."""

import django.db.models.deletion
import pgtrigger.migrations
import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0106_papers_as_they_were'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='proposalexport',
            name='clean_paper_freezes_the_budget',
        ),
        migrations.RemoveConstraint(
            model_name='proposalexport',
            name='one_export_under_way',
        ),
        migrations.RemoveField(
            model_name='proposalfile',
            name='pdf',
        ),
        migrations.AlterField(
            model_name='proposalfile',
            name='paper',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='quotes.paper'),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [quotes.domain.proposals.ExportState['QUEUED'], quotes.domain.proposals.ExportState['RENDERING']])), fields=('version', 'kind', 'language'), name='one_export_under_way'),
        ),
        migrations.RemoveField(
            model_name='proposalexport',
            name='is_draft',
        ),
        migrations.RemoveField(
            model_name='proposalexport',
            name='is_expired',
        ),
    ]
