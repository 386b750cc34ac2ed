"""A step that was handed on may be reminded of again: whoever takes over has had no reminder yet."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0098_waits_of_approvals'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='approvalstep',
            name='a_step_is_chased_once',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalstep',
            trigger=pgtrigger.compiler.Trigger(name='a_step_is_chased_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.reminded_at IS NOT NULL AND OLD.reminded_at IS DISTINCT FROM NEW.reminded_at AND (OLD.reminded_at < OLD.handed_at AND OLD.handed_at <= NEW.reminded_at) IS NOT TRUE) OR (OLD.raised_at IS NOT NULL AND (OLD.raised_at, OLD.raised_to_id) IS DISTINCT FROM (NEW.raised_at, NEW.raised_to_id)))', func="RAISE EXCEPTION 'pgtrigger: a step is reminded of once a hand-on, and goes one level up once';", hash='6382edd26d6db3101df8c5c044597c9e317944ef', operation='UPDATE', pgid='pgtrigger_a_step_is_chased_once_43630', table='quotes_approvalstep', when='BEFORE')),
        ),
    ]
