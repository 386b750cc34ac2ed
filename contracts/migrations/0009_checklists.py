"""Checklists of contracts, and their items."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0008_library'),
        ('quotes', '0083_delegations'),
        ('stakeholders', '0027_closed_before_they_froze'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('industry', models.CharField(choices=[('education', 'Education'), ('entertainment', 'Social and entertainment'), ('healthcare', 'Healthcare'), ('finance', 'Financial services'), ('recruitment', 'Recruitment'), ('gaming', 'Gaming'), ('mobility', 'Mobility and logistics'), ('tourism', 'Culture and tourism'), ('construction', 'Construction'), ('ecommerce', 'E-commerce'), ('government', 'Government and public bodies'), ('other', 'Other industry')], max_length=20)),
                ('size', models.CharField(choices=[('under_50', 'Under 50 people'), ('from_50', '50–199 people'), ('from_200', '200–999 people'), ('from_1000', '1,000–4,999 people'), ('from_5000', '5,000 people and more'), ('unknown', 'Size unknown')], max_length=20)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mainland', 'Mainland China'), ('europe', 'European Economic Area'), ('america', 'United States'), ('elsewhere', 'Elsewhere abroad')], max_length=24), blank=True, default=list)),
                ('buyer', models.CharField(blank=True, choices=[('public', 'Government body or public institution'), ('large', 'Large enterprise'), ('medium', 'Medium enterprise'), ('small', 'Small or micro enterprise')], max_length=8)),
                ('we_are_small', models.BooleanField(null=True)),
                ('made_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklists', to='stakeholders.deal')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklists', to='quotes.quoteversion')),
            ],
            options={
                'ordering': ['deal_id', '-number'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theirs', models.TextField(blank=True, max_length=600)),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('judged_at', models.DateTimeField(null=True)),
                ('figure', models.DecimalField(blank=True, decimal_places=5, max_digits=18, null=True)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('open', 'To be looked at'), ('talking', 'Being talked about'), ('settled', 'Agreed with the customer')], default='open', max_length=8)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='contracts.checklist')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.clauseversion')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(fields=('deal', 'number'), name='checklist_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(('industry__in', ['education', 'entertainment', 'healthcare', 'finance', 'recruitment', 'gaming', 'mobility', 'tourism', 'construction', 'ecommerce', 'government', 'other'])), name='checklist_industry_known'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(('size__in', ['under_50', 'from_50', 'from_200', 'from_1000', 'from_5000', 'unknown'])), name='checklist_size_known'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(('buyer', ''), ('buyer__in', ['public', 'large', 'medium', 'small']), _connector='OR'), name='checklist_buyer_known'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(('regions__contained_by', ['mainland', 'europe', 'america', 'elsewhere'])), name='checklist_regions_known'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(('regions__len__gt', 0)), name='checklist_has_regions'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('made_by__isnull', True)), models.Q(('made_at__isnull', False), ('made_by__isnull', False)), _connector='OR'), name='checklist_made_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklist',
            trigger=pgtrigger.compiler.Trigger(name='checklists_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1842837f9e96a93ee7d2fd262a665083cf3a86f3', operation='UPDATE OR DELETE', pgid='pgtrigger_checklists_are_kept_265d0', table='contracts_checklist', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.UniqueConstraint(fields=('checklist', 'clause'), name='clause_once_a_checklist'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'talking', 'settled'])), name='checklist_item_state_known'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('level', None), ('level__lte', 3), _connector='OR'), name='checklist_item_level_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'settled'), _negated=True), models.Q(('level__isnull', False), ('level__lt', 3)), _connector='OR'), name='nothing_is_settled_that_stops_the_signing'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('judged_at__isnull', True), ('level__isnull', True)), models.Q(('judged_at__isnull', False), ('level__isnull', False)), _connector='OR'), name='a_level_is_somebodys_word'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('figure', None), ('figure__gte', 0), _connector='OR'), name='checklist_item_figure_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('judged_at__isnull', True), ('judged_by__isnull', True)), models.Q(('judged_at__isnull', False), ('judged_by__isnull', False)), _connector='OR'), name='checklist_item_judged_pair'),
        ),
    ]
