"""Orders of several files, and which files they are of."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0113_links_for_readers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposalBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('proposal', 'Proposal'), ('quotation', 'Formal quotation'), ('champion', 'Material for their approval')], max_length=10)),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refused', models.CharField(blank=True, max_length=300)),
                ('export', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.proposalexport')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quoteversion')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='quotes.proposalbatch')),
            ],
        ),
        migrations.AddConstraint(
            model_name='proposalbatch',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['proposal', 'quotation', 'champion'])), name='batch_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='proposalbatch',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='batch_language_known'),
        ),
        migrations.AddConstraint(
            model_name='proposalbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='batch_asked_pair'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'version'), name='batch_names_a_version_once'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('export__isnull', False), ('refused', '')), models.Q(('export', None), models.Q(('refused', ''), _negated=True)), _connector='OR'), name='batch_item_is_a_file_or_a_reason'),
        ),
    ]
