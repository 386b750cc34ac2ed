"""Logs of incidents, and how contracts word a promise of availability."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0002_texts_of_law'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IncidentLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('covers_from', models.DateField()),
                ('covers_to', models.DateField()),
                ('file_name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('source', models.CharField(max_length=200)),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins', models.DateTimeField()),
                ('ends', models.DateTimeField()),
                ('failing', models.DecimalField(decimal_places=8, max_digits=12)),
                ('every_way', models.BooleanField()),
                ('excluded', models.BooleanField()),
                ('region', models.CharField(blank=True, max_length=60)),
                ('requests', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='contracts.incidentlog')),
            ],
            options={
                'ordering': ['begins', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SlaWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('method', models.CharField(choices=[('outages', 'Stretches of time in which it failed'), ('bad_windows', 'Windows whose error rate is above a limit'), ('mean_error', 'The mean error rate of all windows')], max_length=12)),
                ('limit', models.DecimalField(decimal_places=8, max_digits=12)),
                ('window_seconds', models.PositiveIntegerField()),
                ('shortest_seconds', models.PositiveIntegerField()),
                ('rounds_up', models.BooleanField()),
                ('every_way', models.BooleanField()),
                ('excluded', models.CharField(choices=[('counted', 'It counts like any other time'), ('not_down', 'It is no downtime, and part of the month'), ('not_time', 'It is no part of the month at all')], max_length=8)),
                ('floor', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('month', models.CharField(choices=[('calendar', 'Calendar months'), ('anniversary', 'Months from the first day of the service')], max_length=12)),
                ('commitment', models.DecimalField(decimal_places=8, max_digits=12)),
                ('tiers', models.JSONField(blank=True, default=list)),
                ('cap', models.DecimalField(decimal_places=8, max_digits=12, null=True)),
                ('claim', models.CharField(blank=True, max_length=80)),
                ('source', models.CharField(max_length=300)),
                ('added_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='incidentlog',
            constraint=models.CheckConstraint(condition=models.Q(('covers_to__gte', models.F('covers_from'))), name='incident_log_covers_days'),
        ),
        migrations.AddConstraint(
            model_name='incidentlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='incident_log_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='incidentlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('uploaded_at__isnull', True), ('uploaded_by__isnull', True)), models.Q(('uploaded_at__isnull', False), ('uploaded_by__isnull', False)), _connector='OR'), name='incident_log_uploaded_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentlog',
            trigger=pgtrigger.compiler.Trigger(name='incident_logs_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='422b2c1b0832ea99eda35deda7ef11132527231c', operation='UPDATE OR DELETE', pgid='pgtrigger_incident_logs_are_kept_ea570', table='contracts_incidentlog', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='incident_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('failing__range', (0, 100))), name='incident_rate_in_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='incidents_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a1b1442fce844c019b4b6a3d5d2f74b112227c6', operation='UPDATE OR DELETE', pgid='pgtrigger_incidents_are_kept_11a53', table='contracts_incident', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['outages', 'bad_windows', 'mean_error'])), name='sla_wording_method_known'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(('excluded__in', ['counted', 'not_down', 'not_time'])), name='sla_wording_excluded_known'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(('month__in', ['calendar', 'anniversary'])), name='sla_wording_month_known'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(('limit__range', (0, 100))), name='sla_wording_limit_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(('commitment__gt', 0), ('commitment__lte', 100)), name='sla_wording_commitment_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(('window_seconds__gte', 1)), name='sla_wording_has_windows'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='sla_wording_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='sla_wording_added_pair'),
        ),
        migrations.AddConstraint(
            model_name='slawording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='sla_wording_retired_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slawording',
            trigger=pgtrigger.compiler.Trigger(name='sla_wordings_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'DELETE' THEN\n                        RAISE EXCEPTION 'pgtrigger: a wording is never deleted; retire it';\n                    END IF;\n                    IF to_jsonb(OLD) - 'retired_at' - 'retired_by_id'\n                       IS DISTINCT FROM to_jsonb(NEW) - 'retired_at' - 'retired_by_id' THEN\n                        RAISE EXCEPTION 'pgtrigger: a wording is never changed; enter another one';\n                    END IF;\n                    RETURN NEW;\n                ", hash='d473aff8d8eb649c063fa639dbb19c755d499308', operation='UPDATE OR DELETE', pgid='pgtrigger_sla_wordings_are_kept_e5bc9', table='contracts_slawording', when='BEFORE')),
        ),
    ]
