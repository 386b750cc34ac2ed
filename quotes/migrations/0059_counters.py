"""Approvers answer with conditions of their own, each a whole offer that the requester may accept."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import quotes.domain.approvals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0058_counted_from_one'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=12)),
                ('content', models.JSONField()),
                ('content_hash', models.CharField(max_length=64)),
                ('gross_total', models.DecimalField(decimal_places=2, max_digits=18)),
                ('reason', models.TextField(max_length=2000)),
                ('countered_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('declined', 'Declined'), ('taken_back', 'Taken back')], max_length=12)),
                ('answer_reason', models.TextField(blank=True, max_length=2000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['countered_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='counter',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='counter',
            name='countered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='counter',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='quotes.approvalrequest'),
        ),
        migrations.AddField(
            model_name='counter',
            name='requester',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='counter',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='counters', to='quotes.quoteversion'),
        ),
        migrations.AddField(
            model_name='decision',
            name='counter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='quotes.counter'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='follows_its_counter', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.counter_id IS NOT NULL)', func="\n                    IF NEW.verdict <> 'approve' OR NOT EXISTS (\n                        SELECT FROM quotes_counter c\n                         WHERE c.id = NEW.counter_id AND c.answer = 'accepted'\n                           AND c.countered_by_id = NEW.decided_by_id AND c.content_hash = NEW.content_hash\n                    ) THEN\n                        RAISE EXCEPTION 'pgtrigger: a counter approves its own content for the person who made it';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8bbc5cdf4c1b1d8542d287827f1bdef3f86133b0', operation='INSERT', pgid='pgtrigger_follows_its_counter_3c5bd', table='quotes_decision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('request',), name='one_open_counter_a_request'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(('countered_by', models.F('requester')), _negated=True), name='requester_never_counters'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['', 'accepted', 'declined', 'taken_back'])), name='counter_answer_known'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='counter_answered_says_when'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', quotes.domain.approvals.CounterAnswer['DECLINED']), _negated=True), models.Q(('answer_reason', ''), _negated=True), _connector='OR'), name='a_declined_counter_says_why'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', quotes.domain.approvals.CounterAnswer['ACCEPTED']), _negated=True), models.Q(('answered_by', models.F('countered_by')), _negated=True), _connector='OR'), name='nobody_accepts_their_own_counter'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('content_hash', ''), _negated=True)), name='counter_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('countered_at__isnull', True), ('countered_by__isnull', True)), models.Q(('countered_at__isnull', False), ('countered_by__isnull', False)), _connector='OR'), name='counter_countered_pair'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='counter_answered_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counter',
            trigger=pgtrigger.compiler.Trigger(name='answers_an_open_request', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE request record;', func="\n                    SELECT requested_by_id, closed_at INTO request\n                      FROM quotes_approvalrequest WHERE id = NEW.request_id FOR UPDATE;\n                    IF request.closed_at IS NOT NULL THEN\n                        RAISE EXCEPTION 'pgtrigger: this request is closed';\n                    END IF;\n                    NEW.requester_id := request.requested_by_id;\n                    RETURN NEW;\n                ", hash='46aabc4987022a5dc93d263547b5e4649f1032a9', operation='INSERT', pgid='pgtrigger_answers_an_open_request_91de0', table='quotes_counter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counter',
            trigger=pgtrigger.compiler.Trigger(name='a_counter_is_answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.answer <> '' AND (NEW.answer, NEW.answer_reason, NEW.answered_at, NEW.answered_by_id) IS DISTINCT FROM (OLD.answer, OLD.answer_reason, OLD.answered_at, OLD.answered_by_id))", func="RAISE EXCEPTION 'pgtrigger: this counter was answered already';", hash='f766df734b49ab82c1aebca57660c7a5f719430c', operation='UPDATE', pgid='pgtrigger_a_counter_is_answered_once_20745', table='quotes_counter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counter',
            trigger=pgtrigger.compiler.Trigger(name='a_counter_stays_as_it_was_made', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.request_id, OLD.mark, OLD.content, OLD.content_hash, OLD.gross_total, OLD.reason, OLD.requester_id, OLD.countered_at, OLD.countered_by_id) IS DISTINCT FROM (NEW.request_id, NEW.mark, NEW.content, NEW.content_hash, NEW.gross_total, NEW.reason, NEW.requester_id, NEW.countered_at, NEW.countered_by_id) OR (NEW.version_id IS NOT NULL AND NEW.version_id IS DISTINCT FROM OLD.version_id))', func="RAISE EXCEPTION 'pgtrigger: a counter stays as it was made';", hash='50a3ed985d9ea8dea9c12a0ffff3f4fd92018227', operation='UPDATE', pgid='pgtrigger_a_counter_stays_as_it_was_made_b8761', table='quotes_counter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counter',
            trigger=pgtrigger.compiler.Trigger(name='counters_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f3fbd0b3ca9b75bdaf9cab68c161bb93e00bbce9', operation='DELETE', pgid='pgtrigger_counters_are_kept_1da97', table='quotes_counter', when='BEFORE')),
        ),
    ]
