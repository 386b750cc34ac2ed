"""Sign-offs of contracts, and what each clause said when one was given."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0033_whose_words'),
        ('stakeholders', '0032_notices_of_sign_offs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedClause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theirs', models.TextField(blank=True, max_length=600)),
                ('level', models.PositiveSmallIntegerField()),
                ('figure', models.DecimalField(decimal_places=5, max_digits=18, null=True)),
                ('is_promise', models.BooleanField(default=False)),
                ('meets', models.DecimalField(decimal_places=8, max_digits=12, null=True)),
                ('rests_on', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['clause__clause_id'],
            },
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('legal', 'Legal'), ('finance', 'Finance'), ('delivery', 'Delivery'), ('manager', 'Manager')], max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('verdict', models.CharField(blank=True, choices=[('approve', 'Approve'), ('reject', 'Reject')], max_length=8)),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('signed_at', models.DateTimeField(null=True)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
                ('taken_back_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='signedclause',
            name='clause',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.clauseversion'),
        ),
        migrations.AddField(
            model_name='signedclause',
            name='judge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedclause',
            name='log',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.incidentlog'),
        ),
        migrations.AddField(
            model_name='signedclause',
            name='signer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedclause',
            name='wording',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.slawording'),
        ),
        migrations.AddField(
            model_name='signedclause',
            name='writer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signoff',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signoff',
            name='checklist',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signoffs', to='contracts.checklist'),
        ),
        migrations.AddField(
            model_name='signoff',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signoffs', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='signoff',
            name='dropped_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signoff',
            name='signed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signoff',
            name='taken_back_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedclause',
            name='signoff',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='contracts.signoff'),
        ),
        migrations.AddIndex(
            model_name='signoff',
            index=models.Index(condition=models.Q(('dropped_at', None), ('signed_at', None)), fields=['role', 'asked_at'], name='sign_off_open'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['legal', 'finance', 'delivery', 'manager'])), name='sign_off_role_known'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at', None), ('signed_at', None)), fields=('deal', 'role'), name='one_open_sign_off_a_role'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None), ('verdict', 'approve')), fields=('deal', 'role', 'content_hash'), name='one_sign_off_a_role_and_content'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checklist', None), ('content_hash', ''), ('reason', ''), ('signed_at', None), ('verdict', '')), models.Q(('checklist__isnull', False), ('dropped_at', None), ('signed_at__isnull', False), ('verdict__in', ['approve', 'reject']), ('content_hash__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='sign_off_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'reject'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_refused_sign_off_says_why'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_because', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by', models.F('signed_by')), models.Q(('taken_back_because', ''), _negated=True)), _connector='OR'), name='one_takes_back_ones_own_word'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='sign_off_asked_pair'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_at__isnull', True), ('dropped_by__isnull', True)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False)), _connector='OR'), name='sign_off_dropped_pair'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='sign_off_signed_pair'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='sign_off_taken_back_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signoff',
            trigger=pgtrigger.compiler.Trigger(name='a_word_is_given_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'pgtrigger: a sign-off is never deleted';\n    END IF;\n    IF TG_OP = 'INSERT' THEN\n        IF NEW.signed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'pgtrigger: a sign-off is asked for before it is given';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF OLD.signed_at IS NOT NULL OR OLD.dropped_at IS NOT NULL THEN\n        -- Only taking one's word back is left.\n        IF OLD.taken_back_at IS NOT NULL OR OLD.dropped_at IS NOT NULL\n           OR to_jsonb(OLD) - 'taken_back_at' - 'taken_back_by_id' - 'taken_back_because'\n              IS DISTINCT FROM to_jsonb(NEW) - 'taken_back_at' - 'taken_back_by_id' - 'taken_back_because' THEN\n            RAISE EXCEPTION 'pgtrigger: a sign-off that was given stays as it is';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF (OLD.deal_id, OLD.role, OLD.asked_at, OLD.asked_by_id)\n       IS DISTINCT FROM (NEW.deal_id, NEW.role, NEW.asked_at, NEW.asked_by_id) THEN\n        RAISE EXCEPTION 'pgtrigger: what was asked stays as it is';\n    END IF;\n    IF NEW.signed_at IS NOT NULL AND NOT EXISTS (\n        SELECT FROM stakeholders_user u JOIN stakeholders_deal d ON d.id = NEW.deal_id\n         WHERE u.id = NEW.signed_by_id AND u.is_active AND u.role = NEW.role AND u.id <> d.owner_id\n           AND d.closed_at IS NULL\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: somebody of the role signs, who does not own the deal, while it is open';\n    END IF;\n    RETURN NEW;\n", hash='5e6a942021c350ba03e223b48f4d9ca4c44ac783', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_word_is_given_once_a95f4', table='contracts_signoff', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='signedclause',
            constraint=models.UniqueConstraint(fields=('signoff', 'clause'), name='clause_once_a_sign_off'),
        ),
        migrations.AddConstraint(
            model_name='signedclause',
            constraint=models.CheckConstraint(condition=models.Q(('judge', models.F('signer')), ('writer', models.F('signer')), _negated=True), name='nobody_signs_their_own_word_alone'),
        ),
        migrations.AddConstraint(
            model_name='signedclause',
            constraint=models.CheckConstraint(condition=models.Q(('level__lt', 3)), name='nobody_signs_what_we_do_not_sign'),
        ),
        migrations.AddConstraint(
            model_name='signedclause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_promise', False), ('log', None), ('meets', None), ('rests_on', ''), ('wording', None)), models.Q(('is_promise', True), ('meets__range', (0, 100)), models.Q(('rests_on', ''), _negated=True)), _connector='OR'), name='a_promise_names_what_it_rests_on'),
        ),
        migrations.AddConstraint(
            model_name='signedclause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('log', None), ('wording', None)), models.Q(('log__isnull', False), ('wording__isnull', False)), _connector='OR'), name='a_replay_is_of_a_log_under_a_wording'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedclause',
            trigger=pgtrigger.compiler.Trigger(name='signed_clauses_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0ad521627e21b823047f58315d33199f35bb926', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_clauses_are_kept_ad98b', table='contracts_signedclause', when='BEFORE')),
        ),
    ]
