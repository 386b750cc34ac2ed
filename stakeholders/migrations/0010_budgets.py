"""Signals of a budget, the estimate they make and that a quote freezes, and what turned out."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import stakeholders.domain.budgets.words
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0009_privacy'),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('tax_included', models.BooleanField(default=True)),
                ('span', models.CharField(choices=[('year', 'each year'), ('first_year', 'first year only'), ('term', 'whole term')], default=stakeholders.domain.budgets.words.Span['YEAR'], max_length=12)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('budget', 'Budget learnt'), ('awarded', 'Price we were awarded'), ('lost', 'Price we lost to')], max_length=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                ('unit', models.CharField(choices=[('one', 'as it is'), ('wan', 'ten thousands')], default=stakeholders.domain.budgets.words.Unit['WAN'], max_length=4)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('known_on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_outcomes', to='stakeholders.deal')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BudgetSignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('tax_included', models.BooleanField(default=True)),
                ('span', models.CharField(choices=[('year', 'each year'), ('first_year', 'first year only'), ('term', 'whole term')], default=stakeholders.domain.budgets.words.Span['YEAR'], max_length=12)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('industry', 'Range of the industry'), ('similar', 'Similar deals'), ('size', 'Size of the organisation'), ('public', 'Job adverts or public accounts'), ('conversation', 'Detail from a conversation'), ('priorities', 'Priority of functions'), ('tender', 'Tender notice')], max_length=12)),
                ('p10', models.DecimalField(decimal_places=2, max_digits=18)),
                ('p50', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('p90', models.DecimalField(decimal_places=2, max_digits=18)),
                ('unit', models.CharField(choices=[('one', 'as it is'), ('wan', 'ten thousands')], default=stakeholders.domain.budgets.words.Unit['WAN'], max_length=4)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('weight', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=5)),
                ('evidence', models.TextField(max_length=1000)),
                ('after_freeze', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_signals', to='stakeholders.deal')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_signals', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BudgetEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('tax_included', models.BooleanField(default=True)),
                ('span', models.CharField(choices=[('year', 'each year'), ('first_year', 'first year only'), ('term', 'whole term')], default=stakeholders.domain.budgets.words.Span['YEAR'], max_length=12)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('p10', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('p50', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('p90', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('signals', models.PositiveSmallIntegerField(default=0)),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('frozen_for', models.CharField(blank=True, max_length=20)),
                ('deal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='budget', to='stakeholders.deal')),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('span__in', ['year', 'first_year', 'term'])), name='budget_estimate_span_known'), models.CheckConstraint(condition=models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), ('term_months__range', (1, 120))), models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), _negated=True), ('term_months', None)), _connector='OR'), name='budget_estimate_term_has_months'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at__isnull', True), ('frozen_by__isnull', True)), models.Q(('frozen_at__isnull', False), ('frozen_by__isnull', False)), _connector='OR'), name='budget_estimate_frozen_pair'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at', None), ('frozen_for', '')), models.Q(('frozen_at__isnull', False), models.Q(('frozen_for', ''), _negated=True)), _connector='OR'), name='budget_estimate_frozen_by_a_quote'), models.CheckConstraint(condition=models.Q(models.Q(('p10', None), ('p50', None), ('p90', None), ('signals', 0)), models.Q(('p10__gt', 0), ('p50__gte', models.F('p10')), ('p90__gte', models.F('p50')), ('signals__gt', 0)), _connector='OR'), name='budget_estimate_is_whole_or_absent')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetestimate',
            trigger=pgtrigger.compiler.Trigger(name='a_frozen_estimate_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."frozen_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed4f2c2ed0bdc0291a39bdf2d2d1eb09f03d232b', operation='UPDATE OR DELETE', pgid='pgtrigger_a_frozen_estimate_stays_a05b9', table='stakeholders_budgetestimate', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='budgetoutcome',
            index=models.Index(fields=['deal', 'kind', '-id'], name='budget_outcome_latest'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('span__in', ['year', 'first_year', 'term'])), name='budget_outcome_span_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), ('term_months__range', (1, 120))), models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), _negated=True), ('term_months', None)), _connector='OR'), name='budget_outcome_term_has_months'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['budget', 'awarded', 'lost'])), name='budget_outcome_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['one', 'wan'])), name='budget_outcome_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='budget_outcome_recorded_pair'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='budget_outcome_is_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('vat_rate', None), ('vat_rate__range', (0, 100)), _connector='OR'), name='budget_outcome_vat_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='budgetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='budget_outcome_has_a_source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetoutcome',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0469ca79d3afa0763b18a526726efb99489c30b1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35936', table='stakeholders_budgetoutcome', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('span__in', ['year', 'first_year', 'term'])), name='budget_signal_span_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), ('term_months__range', (1, 120))), models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), _negated=True), ('term_months', None)), _connector='OR'), name='budget_signal_term_has_months'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['industry', 'similar', 'size', 'public', 'conversation', 'priorities', 'tender'])), name='budget_signal_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['one', 'wan'])), name='budget_signal_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='budget_signal_recorded_pair'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('p10__gt', 0), ('p90__gt', models.F('p10')), models.Q(('p50', None), models.Q(('p50__gt', models.F('p10')), ('p50__lt', models.F('p90'))), _connector='OR')), name='budget_signal_rises'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='budget_signal_has_weight'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('vat_rate', None), ('vat_rate__range', (0, 100)), _connector='OR'), name='budget_signal_vat_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='budgetsignal',
            constraint=models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='budget_signal_says_how_we_know'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetsignal',
            trigger=pgtrigger.compiler.Trigger(name='learnt_before_or_after', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    PERFORM 1 FROM stakeholders_deal WHERE id = NEW.deal_id FOR NO KEY UPDATE;\n    NEW.after_freeze := EXISTS (SELECT 1 FROM stakeholders_budgetestimate\n                     WHERE deal_id = NEW.deal_id AND frozen_at IS NOT NULL);\n    RETURN NEW;\n', hash='8957a55876439ba9d77c83baa7fb2fc0309bae5b', operation='INSERT', pgid='pgtrigger_learnt_before_or_after_77c19', table='stakeholders_budgetsignal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetsignal',
            trigger=pgtrigger.compiler.Trigger(name='what_was_frozen_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM stakeholders_deal WHERE id = OLD.deal_id FOR NO KEY UPDATE;\n    IF EXISTS (SELECT 1 FROM stakeholders_budgetestimate\n                     WHERE deal_id = OLD.deal_id AND frozen_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'pgtrigger: the budget of this deal is frozen, and so is every signal of it';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    IF NEW.deal_id <> OLD.deal_id THEN\n        RAISE EXCEPTION 'pgtrigger: a signal stays with its deal';\n    END IF;\n    NEW.after_freeze := OLD.after_freeze;\n    RETURN NEW;\n", hash='4286399544695ef0ec6eae7b47d43d9f023fa4fc', operation='UPDATE OR DELETE', pgid='pgtrigger_what_was_frozen_stays_a8f21', table='stakeholders_budgetsignal', when='BEFORE')),
        ),
    ]
