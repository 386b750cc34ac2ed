"""What was answered about a contract's data, and what customers sent abroad."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0018_rules_on_data'),
        ('stakeholders', '0030_signers_for_contracts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DataAnswers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField()),
                ('part', models.CharField(choices=[('entrusted', 'The customer decides, we process for them'), ('processor', 'We decide ourselves')], max_length=10)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ordinary', 'Accounts, names, devices'), ('biometric', 'Face or voice print'), ('medical', 'Health and medical records'), ('financial', 'Financial accounts'), ('location', 'Whereabouts'), ('minors', 'Children under fourteen')], max_length=24), blank=True, default=list)),
                ('ways', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('participants', 'Participants abroad'), ('nodes', 'Edge nodes abroad'), ('telemetry', 'Logs or quality reports sent abroad'), ('support', 'Support that looks in from abroad'), ('subprocessors', 'Sub-processors abroad'), ('storage', 'Storage or backup abroad')], max_length=24), blank=True, default=list)),
                ('critical_operator', models.BooleanField()),
                ('important_data', models.BooleanField()),
                ('exemption', models.CharField(choices=[('none', 'None'), ('contract', 'Needed for a contract that the person is party to'), ('staff', 'Needed to manage staff across borders'), ('emergency', 'Needed to protect life, health or property in an emergency'), ('transit', 'Collected abroad, processed here, nothing from here added'), ('free_zone', 'In a free-trade zone and not on its negative list')], max_length=10)),
                ('people', models.PositiveIntegerField()),
                ('sensitive', models.PositiveIntegerField()),
                ('people_a_year', models.PositiveIntegerField()),
                ('sensitive_a_year', models.PositiveIntegerField()),
                ('nodes', models.CharField(blank=True, max_length=300)),
                ('telemetry_path', models.CharField(blank=True, max_length=300)),
                ('support_from', models.CharField(blank=True, max_length=300)),
                ('subprocessors', models.CharField(blank=True, max_length=300)),
                ('route', models.CharField(choices=[('exempt', 'Nothing to file'), ('standard_contract_or_certification', 'Standard contract or certification'), ('security_assessment', 'Security assessment')], max_length=40)),
                ('counted_people', models.PositiveIntegerField()),
                ('counted_sensitive', models.PositiveIntegerField()),
                ('answered_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['deal_id', '-edition'],
            },
        ),
        migrations.CreateModel(
            name='DataTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('sensitive', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='dataanswers',
            name='answered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dataanswers',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_answers', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='datatransfer',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_transfers', to='stakeholders.customer'),
        ),
        migrations.AddField(
            model_name='datatransfer',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_transfers', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='datatransfer',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='datatransfer',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.UniqueConstraint(fields=('deal', 'edition'), name='data_answers_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['entrusted', 'processor'])), name='data_answers_part_known'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(('exemption__in', ['none', 'contract', 'staff', 'emergency', 'transit', 'free_zone'])), name='data_answers_exemption_known'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(('route__in', ['exempt', 'standard_contract_or_certification', 'security_assessment'])), name='data_answers_route_known'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(('categories__contained_by', ['ordinary', 'biometric', 'medical', 'financial', 'location', 'minors'])), name='data_answers_categories_known'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(('ways__contained_by', ['participants', 'nodes', 'telemetry', 'support', 'subprocessors', 'storage'])), name='data_answers_ways_known'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(('categories__len__gt', 0)), name='data_answers_name_categories'),
        ),
        migrations.AddConstraint(
            model_name='dataanswers',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='data_answers_answered_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dataanswers',
            trigger=pgtrigger.compiler.Trigger(name='data_answers_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='885919b28162ca7ea356433849793486478f0929', operation='UPDATE OR DELETE', pgid='pgtrigger_data_answers_are_kept_3595a', table='contracts_dataanswers', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='datatransfer',
            constraint=models.CheckConstraint(condition=models.Q(('people__gt', 0), ('sensitive__gt', 0), _connector='OR'), name='data_transfer_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='datatransfer',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='data_transfer_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='datatransfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entered_at__isnull', True), ('entered_by__isnull', True)), models.Q(('entered_at__isnull', False), ('entered_by__isnull', False)), _connector='OR'), name='data_transfer_entered_pair'),
        ),
        migrations.AddConstraint(
            model_name='datatransfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='data_transfer_withdrawn_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='datatransfer',
            trigger=pgtrigger.compiler.Trigger(name='data_transfers_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'DELETE' THEN\n                        RAISE EXCEPTION 'pgtrigger: a transfer is never deleted; take it back';\n                    END IF;\n                    IF to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by_id'\n                       IS DISTINCT FROM to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by_id' THEN\n                        RAISE EXCEPTION 'pgtrigger: a transfer is never changed; take it back and enter another one';\n                    END IF;\n                    RETURN NEW;\n                ", hash='af4de86d3b65b5278ae722feb613a72026a4f4e2', operation='UPDATE OR DELETE', pgid='pgtrigger_data_transfers_are_kept_dccca', table='contracts_datatransfer', when='BEFORE')),
        ),
    ]
