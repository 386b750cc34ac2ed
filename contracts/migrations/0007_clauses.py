"""The library of clauses: what each is called, and its versions."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import quotes.models.pricebooks
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("contracts", "0006_data_and_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sla', 'Service levels'), ('payment', 'Payment terms'), ('data', 'Confidentiality and data'), ('liability', 'Liability and term')], max_length=12)),
                ('key', models.CharField(max_length=40, null=True, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='ClauseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title_zh', models.CharField(max_length=40)),
                ('title_en', models.CharField(blank=True, max_length=80)),
                ('look_zh', models.TextField(max_length=600)),
                ('look_en', models.TextField(blank=True, max_length=1200)),
                ('trap_zh', models.TextField(max_length=600)),
                ('trap_en', models.TextField(blank=True, max_length=1200)),
                ('reason_zh', models.TextField(max_length=600)),
                ('reason_en', models.TextField(blank=True, max_length=1200)),
                ('positions', models.JSONField()),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('rules', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('late_interest', 'Interest on late payment to small and medium enterprises'), ('payment_by_public', 'When public bodies pay small and medium enterprises'), ('payment_by_large', 'When large enterprises pay small and medium enterprises'), ('acceptance_clock', 'From when payment is due where goods are accepted first'), ('damages', 'When agreed damages are too high'), ('exclusions', 'Which exclusions of liability are void'), ('mixed_rates', 'Which VAT rate applies to supplies that are not booked apart'), ('supplements', 'How far a public contract may be supplemented'), ('public_year', 'The fiscal year of public bodies'), ('cross_border', 'How personal information may leave the country'), ('entrustment', 'What is agreed where personal information is processed for somebody else'), ('entrustment_records', 'How long records of such processing are kept'), ('kept_here', 'Whose personal information stays in the country'), ('breach_notice', 'Whom to tell of a leak of personal information'), ('standard_terms', 'When terms drawn up by one side alone bind the other')], max_length=24), blank=True, default=list)),
                ('industries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('education', 'Education'), ('entertainment', 'Social and entertainment'), ('healthcare', 'Healthcare'), ('finance', 'Financial services'), ('recruitment', 'Recruitment'), ('gaming', 'Gaming'), ('mobility', 'Mobility and logistics'), ('tourism', 'Culture and tourism'), ('construction', 'Construction'), ('ecommerce', 'E-commerce'), ('government', 'Government and public bodies'), ('other', 'Other industry')], max_length=24), blank=True, default=list)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mainland', 'Mainland China'), ('europe', 'European Economic Area'), ('america', 'United States'), ('elsewhere', 'Elsewhere abroad')], max_length=24), blank=True, default=list)),
                ('buyers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('public', 'Government body or public institution'), ('large', 'Large enterprise'), ('medium', 'Medium enterprise'), ('small', 'Small or micro enterprise')], max_length=24), blank=True, default=list)),
                ('source', models.CharField(max_length=300)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('added_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['clause_id', '-number'],
            },
        ),
        migrations.AddConstraint(
            model_name='clause',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['sla', 'payment', 'data', 'liability'])), name='clause_kind_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clause',
            trigger=pgtrigger.compiler.Trigger(name='clauses_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5819970acaf44f6445d78273ca15cf42a947ed22', operation='UPDATE OR DELETE', pgid='pgtrigger_clauses_are_kept_464cd', table='contracts_clause', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='clauseversion',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='clauseversion',
            name='clause',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='contracts.clause'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.UniqueConstraint(fields=('clause', 'number'), name='clause_version_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='clause_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title_zh', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='clause_has_title_and_origin'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (1, 5))), name='clause_weight_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('rules__contained_by', ['late_interest', 'payment_by_public', 'payment_by_large', 'acceptance_clock', 'damages', 'exclusions', 'mixed_rates', 'supplements', 'public_year', 'cross_border', 'entrustment', 'entrustment_records', 'kept_here', 'breach_notice', 'standard_terms'])), name='clause_rules_known'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('industries__contained_by', ['education', 'entertainment', 'healthcare', 'finance', 'recruitment', 'gaming', 'mobility', 'tourism', 'construction', 'ecommerce', 'government', 'other'])), name='clause_industries_known'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('regions__contained_by', ['mainland', 'europe', 'america', 'elsewhere'])), name='clause_regions_known'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('buyers__contained_by', ['public', 'large', 'medium', 'small'])), name='clause_buyers_known'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='clause_added_pair'),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('clause', '='), (quotes.models.pricebooks.DateRange('valid_from', 'valid_to', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_clause_version_in_force'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clauseversion',
            trigger=pgtrigger.compiler.Trigger(name='clause_versions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'DELETE' THEN\n                        RAISE EXCEPTION 'pgtrigger: a version of a clause is never deleted';\n                    END IF;\n                    -- Only its last day may still move, when a later version takes over.\n                    IF to_jsonb(OLD) - 'valid_to' IS DISTINCT FROM to_jsonb(NEW) - 'valid_to' THEN\n                        RAISE EXCEPTION 'pgtrigger: a version of a clause is never changed; enter the next one';\n                    END IF;\n                    RETURN NEW;\n                ", hash='64c26bbc75154c67c9322930b947763322f50bba', operation='UPDATE OR DELETE', pgid='pgtrigger_clause_versions_are_kept_d1dac', table='contracts_clauseversion', when='BEFORE')),
        ),
    ]
