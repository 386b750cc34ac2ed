"""Which language a proposal was ordered in; one of each may be under way."""

import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0040_round_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='proposalexport',
            name='one_export_under_way',
        ),
        migrations.AddField(
            model_name='proposalexport',
            name='language',
            field=models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], default=quotes.domain.proposals.Language['CHINESE'], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [quotes.domain.proposals.ExportState['QUEUED'], quotes.domain.proposals.ExportState['RENDERING']])), fields=('version', 'is_draft', 'is_expired', 'language'), name='one_export_under_way'),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='export_language_known'),
        ),
    ]
