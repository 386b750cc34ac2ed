"""What we claim about our quality, in editions that never change."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0101_kinds_of_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('said_since', models.PositiveIntegerField()),
                ('metric_zh', models.CharField(max_length=80)),
                ('metric_en', models.CharField(blank=True, max_length=160)),
                ('ours', models.DecimalField(decimal_places=6, max_digits=18)),
                ('alternative', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ('alternative_of_zh', models.CharField(max_length=80)),
                ('alternative_of_en', models.CharField(blank=True, max_length=160)),
                ('unit', models.CharField(choices=[('percent', 'percent'), ('gain', '% better use'), ('milliseconds', 'ms'), ('seconds', 's'), ('hours', 'hours a month'), ('weeks', 'weeks')], max_length=12)),
                ('better', models.CharField(choices=[('lower', 'Lower is better'), ('higher', 'Higher is better')], max_length=6)),
                ('reading', models.CharField(blank=True, choices=[('relative', 'Relative to the use there was'), ('points', 'Percentage points')], max_length=8)),
                ('percentile', models.CharField(blank=True, max_length=20)),
                ('condition_zh', models.CharField(max_length=300)),
                ('condition_en', models.CharField(blank=True, max_length=600)),
                ('source', models.CharField(choices=[('measured', 'Measured by us'), ('customer', 'From a customer'), ('third_party', 'Third party'), ('assumption', 'Assumption')], max_length=12)),
                ('origin', models.CharField(max_length=300)),
                ('measured_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('note', models.TextField(blank=True, max_length=1000)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['claim_id', '-number'],
            },
        ),
        migrations.CreateModel(
            name='ValueClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retired_at', models.DateTimeField(null=True)),
                ('retired_because', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name='claimedition',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimedition',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims_owned', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='valueclaim',
            name='retired_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimedition',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='quotes.valueclaim'),
        ),
        migrations.AddConstraint(
            model_name='valueclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='claim_retired_pair'),
        ),
        migrations.AddConstraint(
            model_name='valueclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_because', '')), models.Q(('retired_at__isnull', False), models.Q(('retired_because', ''), _negated=True)), _connector='OR'), name='claim_retired_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='valueclaim',
            trigger=pgtrigger.compiler.Trigger(name='claims_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='719f3819797114988d505d77a36e58ceb2744125', operation='DELETE', pgid='pgtrigger_claims_stay_7bf3c', table='quotes_valueclaim', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.UniqueConstraint(fields=('claim', 'number'), name='claim_edition_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(('said_since__gte', 1), ('said_since__lte', models.F('number'))), name='claim_said_since_before'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('metric_zh', ''), _negated=True), models.Q(('condition_zh', ''), _negated=True), models.Q(('alternative_of_zh', ''), _negated=True), models.Q(('origin', ''), _negated=True)), name='claim_says_what_and_whence'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('measured_on'))), name='claim_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unit', 'gain'), models.Q(('reading', ''), _negated=True)), models.Q(models.Q(('unit', 'gain'), _negated=True), ('reading', '')), _connector='OR'), name='claim_gain_is_read_one_way'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(('alternative__isnull', False), ('reading', 'relative'), _connector='OR'), name='claim_has_an_alternative'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['percent', 'gain', 'milliseconds', 'seconds', 'hours', 'weeks'])), name='claim_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(('better__in', ['lower', 'higher'])), name='claim_better_known'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['measured', 'customer', 'third_party', 'assumption'])), name='claim_source_known'),
        ),
        migrations.AddConstraint(
            model_name='claimedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='claim_added_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimedition',
            trigger=pgtrigger.compiler.Trigger(name='claim_editions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13594c314435d7d6a636a6feff8ae28fc7d6c9df', operation='UPDATE OR DELETE', pgid='pgtrigger_claim_editions_are_kept_7af68', table='quotes_claimedition', when='BEFORE')),
        ),
    ]
