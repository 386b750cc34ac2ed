"""The texts of law that answer what the desk asks."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import quotes.models.pricebooks
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("quotes", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Statute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(choices=[('late_interest', 'Interest on late payment to small and medium enterprises'), ('payment_by_public', 'When public bodies pay small and medium enterprises'), ('payment_by_large', 'When large enterprises pay small and medium enterprises'), ('acceptance_clock', 'From when payment is due where goods are accepted first'), ('damages', 'When agreed damages are too high'), ('exclusions', 'Which exclusions of liability are void'), ('mixed_rates', 'Which VAT rate applies to supplies that are not booked apart'), ('supplements', 'How far a public contract may be supplemented'), ('public_year', 'The fiscal year of public bodies'), ('cross_border', 'How personal information may leave the country')], max_length=24)),
                ('instrument', models.CharField(max_length=120)),
                ('article', models.CharField(max_length=40)),
                ('says', models.TextField(max_length=2000)),
                ('figures', models.JSONField(blank=True, default=dict)),
                ('in_force_from', models.DateField()),
                ('in_force_to', models.DateField(blank=True, null=True)),
                ('checked_on', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('added_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['rule', '-in_force_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('rule__in', ['late_interest', 'payment_by_public', 'payment_by_large', 'acceptance_clock', 'damages', 'exclusions', 'mixed_rates', 'supplements', 'public_year', 'cross_border'])), name='statute_rule_known'), models.CheckConstraint(condition=models.Q(('in_force_to__isnull', True), ('in_force_to__gt', models.F('in_force_from')), _connector='OR'), name='statute_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('article', ''), _negated=True)), name='statute_can_be_looked_up'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='statute_added_pair'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('rule', '='), (quotes.models.pricebooks.DateRange('in_force_from', 'in_force_to', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_text_a_rule')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statute',
            trigger=pgtrigger.compiler.Trigger(name='statutes_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'DELETE' THEN\n                        RAISE EXCEPTION 'pgtrigger: a text of law is never deleted';\n                    END IF;\n                    -- Its last day moves when another text takes over, and the day it was last looked up moves on.\n                    IF to_jsonb(OLD) - 'in_force_to' - 'checked_on'\n                       IS DISTINCT FROM to_jsonb(NEW) - 'in_force_to' - 'checked_on' THEN\n                        RAISE EXCEPTION 'pgtrigger: a text of law is never changed; enter the one that took its place';\n                    END IF;\n                    RETURN NEW;\n                ", hash='39ed25b1f4bf67de383486f1b95380dcd40d4f71', operation='UPDATE OR DELETE', pgid='pgtrigger_statutes_are_kept_1a23d', table='contracts_statute', when='BEFORE')),
        ),
    ]
