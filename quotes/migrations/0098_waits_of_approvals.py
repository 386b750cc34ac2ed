"""Working hours after which an approver is reminded and the request goes one level up, and the marks of both."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0097_distance_to_the_floor'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='approvalstep',
            name='never_handed_to_the_requester',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='approvalstep',
            name='whom_a_step_asks_never_changes',
        ),
        migrations.AddField(
            model_name='approvaldeadlines',
            name='closes',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvaldeadlines',
            name='opens',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvaldeadlines',
            name='raise_hours',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvaldeadlines',
            name='remind_hours',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='raised_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='raised_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalstep',
            trigger=pgtrigger.compiler.Trigger(name='whom_a_step_asks_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF to_jsonb(OLD) - ARRAY['handed_to_id', 'handed_because', 'handed_at', 'handed_by_id', 'delegation_id', 'added_because', 'reminded_at', 'raised_to_id', 'raised_at'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['handed_to_id', 'handed_because', 'handed_at', 'handed_by_id', 'delegation_id', 'added_because', 'reminded_at', 'raised_to_id', 'raised_at'] THEN\n                        RAISE EXCEPTION 'pgtrigger: what was asked stays as it was';\n                    END IF;\n                    RETURN NEW;\n                ", hash='b6f7a113f0718b64d27f16f009d2ea14635c297f', operation='UPDATE', pgid='pgtrigger_whom_a_step_asks_never_changes_a7f12', table='quotes_approvalstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalstep',
            trigger=pgtrigger.compiler.Trigger(name='never_handed_to_the_requester', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (num_nonnulls(NEW.handed_to_id, NEW.delegation_id, NEW.raised_to_id) > 0)', func="\n            IF EXISTS (SELECT FROM quotes_approvalrequest r\n                         LEFT JOIN quotes_delegation d ON d.id = NEW.delegation_id\n                        WHERE r.id = NEW.request_id\n                          AND r.requested_by_id IN (NEW.handed_to_id, NEW.raised_to_id, d.to_id)) THEN\n                RAISE EXCEPTION 'pgtrigger: whoever asked never decides';\n            END IF;\n            RETURN NEW;\n        ", hash='a48a157dada38a914bcab0540199486bfe16009f', operation='INSERT OR UPDATE', pgid='pgtrigger_never_handed_to_the_requester_e4738', table='quotes_approvalstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalstep',
            trigger=pgtrigger.compiler.Trigger(name='a_step_is_chased_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.reminded_at IS NOT NULL AND OLD.reminded_at IS DISTINCT FROM NEW.reminded_at) OR (OLD.raised_at IS NOT NULL AND (OLD.raised_at, OLD.raised_to_id) IS DISTINCT FROM (NEW.raised_at, NEW.raised_to_id)))', func="RAISE EXCEPTION 'pgtrigger: a step is reminded of once, and goes one level up once';", hash='45cad458b7fed11214256c1f51d621949ca858b9', operation='UPDATE', pgid='pgtrigger_a_step_is_chased_once_43630', table='quotes_approvalstep', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='approvaldeadlines',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('raise_hours', None), ('remind_hours', None)), ('opens__lt', models.F('closes')), _connector='OR'), name='deadlines_know_the_day'),
        ),
        migrations.AddConstraint(
            model_name='approvaldeadlines',
            constraint=models.CheckConstraint(condition=models.Q(('raise_hours', None), ('remind_hours', None), ('raise_hours__gt', models.F('remind_hours')), _connector='OR'), name='deadlines_remind_first'),
        ),
        migrations.AddConstraint(
            model_name='approvalstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('raised_at', None), ('raised_to', None)), models.Q(('raised_at__isnull', False), ('raised_to__isnull', False)), _connector='OR'), name='step_raised_says_when'),
        ),
    ]
