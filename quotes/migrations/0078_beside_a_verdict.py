"""A step is handed on, a sign-off added, a decision revoked while it can be, and a question asked before one."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0077_hint_on_ranges'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=2000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RevokedDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('approve', 'Approve'), ('reject', 'Reject')], max_length=8)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('content_hash', models.CharField(max_length=64)),
                ('decided_at', models.DateTimeField()),
                ('revoked_because', models.TextField(max_length=2000)),
                ('revoked_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['revoked_at', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='decisions_are_kept',
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='added_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='added_because',
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='added_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='handed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='handed_because',
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='handed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='handed_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed_steps', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalstep',
            trigger=pgtrigger.compiler.Trigger(name='never_handed_to_the_requester', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.handed_to_id IS NOT NULL)', func="\n                    IF EXISTS (SELECT FROM quotes_approvalrequest r\n                                WHERE r.id = NEW.request_id AND r.requested_by_id = NEW.handed_to_id) THEN\n                        RAISE EXCEPTION 'pgtrigger: whoever asked never decides';\n                    END IF;\n                    RETURN NEW;\n                ", hash='2454539fb22b1c2ab0da6dfcde9baf10a3820231', operation='INSERT OR UPDATE', pgid='pgtrigger_never_handed_to_the_requester_e4738', table='quotes_approvalstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decisions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c832ebda2a110366d663a148992ad7ba7252868c', operation='UPDATE', pgid='pgtrigger_decisions_are_kept_2f4f4', table='quotes_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decisions_go_by_a_word_that_stays', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed timestamptz;', func="\n                    SELECT r.closed_at INTO closed\n                      FROM quotes_approvalstep s JOIN quotes_approvalrequest r ON r.id = s.request_id\n                     WHERE s.id = OLD.step_id FOR UPDATE OF r;\n                    IF closed IS NOT NULL OR NOT EXISTS (\n                        SELECT FROM quotes_revokeddecision k\n                         WHERE k.step_id = OLD.step_id AND k.decided_by_id = OLD.decided_by_id\n                           AND k.decided_at = OLD.decided_at AND k.content_hash = OLD.content_hash\n                    ) THEN\n                        RAISE EXCEPTION 'pgtrigger: a decision stays, unless it is revoked while its request is open';\n                    END IF;\n                    RETURN OLD;\n                ", hash='fff6dbe94ae078bc8ecdaeed7bf2ca12a0a01866', operation='DELETE', pgid='pgtrigger_decisions_go_by_a_word_that_stays_69571', table='quotes_decision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='approvalstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at', None), ('handed_to', None)), models.Q(('handed_at__isnull', False), ('handed_to__isnull', False)), _connector='OR'), name='step_handed_on_says_when'),
        ),
        migrations.AddConstraint(
            model_name='approvalstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_by__isnull', True)), models.Q(('handed_at__isnull', False), ('handed_by__isnull', False)), _connector='OR'), name='step_handed_pair'),
        ),
        migrations.AddConstraint(
            model_name='approvalstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='step_added_pair'),
        ),
        migrations.AddField(
            model_name='approvalquestion',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approvalquestion',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approvalquestion',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='quotes.approvalrequest'),
        ),
        migrations.AddField(
            model_name='revokeddecision',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revokeddecision',
            name='revoked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revokeddecision',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revoked', to='quotes.approvalstep'),
        ),
        migrations.AddConstraint(
            model_name='approvalquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_says_something'),
        ),
        migrations.AddConstraint(
            model_name='approvalquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='question_answered_says_when'),
        ),
        migrations.AddConstraint(
            model_name='approvalquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='question_asked_pair'),
        ),
        migrations.AddConstraint(
            model_name='approvalquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='question_answered_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalquestion',
            trigger=pgtrigger.compiler.Trigger(name='a_question_is_answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.answer <> '' OR (OLD.request_id, OLD.text, OLD.asked_at, OLD.asked_by_id) IS DISTINCT FROM (NEW.request_id, NEW.text, NEW.asked_at, NEW.asked_by_id))", func="RAISE EXCEPTION 'pgtrigger: a question stays as it was asked, and its answer as it was given';", hash='84633159ea57d419d9f014775cb0bc9ae25b4adb', operation='UPDATE', pgid='pgtrigger_a_question_is_answered_once_21b1c', table='quotes_approvalquestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalquestion',
            trigger=pgtrigger.compiler.Trigger(name='questions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e9327eb3dddbf0e99bffe1aab6ac7c1716cadcc8', operation='DELETE', pgid='pgtrigger_questions_are_kept_e0b51', table='quotes_approvalquestion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='revokeddecision',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_by', models.F('decided_by'))), name='one_revokes_ones_own'),
        ),
        migrations.AddConstraint(
            model_name='revokeddecision',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_because', ''), _negated=True), name='revoked_says_why'),
        ),
        migrations.AddConstraint(
            model_name='revokeddecision',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['approve', 'reject'])), name='revoked_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='revokeddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='revoked_decided_pair'),
        ),
        migrations.AddConstraint(
            model_name='revokeddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='revoked_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revokeddecision',
            trigger=pgtrigger.compiler.Trigger(name='revoked_decisions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6574b8d0adc6cd8b04c64334bfb272d81d694c03', operation='UPDATE OR DELETE', pgid='pgtrigger_revoked_decisions_are_kept_73651', table='quotes_revokeddecision', when='BEFORE')),
        ),
    ]
