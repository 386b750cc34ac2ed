"""Who decides while an approver is away, and the steps that are theirs for it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0082_heard_against_as_it_was'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('most_points', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('reason', models.CharField(max_length=300)),
                ('delegated_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='approvalstep',
            name='never_handed_to_the_requester',
        ),
        migrations.AddField(
            model_name='delegation',
            name='delegated_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegation',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegation',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegated', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approvalstep',
            name='delegation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='quotes.delegation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalstep',
            trigger=pgtrigger.compiler.Trigger(name='never_handed_to_the_requester', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.handed_to_id IS NOT NULL OR NEW.delegation_id IS NOT NULL)', func="\n                    IF EXISTS (SELECT FROM quotes_approvalrequest r\n                                 LEFT JOIN quotes_delegation d ON d.id = NEW.delegation_id\n                                WHERE r.id = NEW.request_id AND r.requested_by_id IN (NEW.handed_to_id, d.to_id)) THEN\n                        RAISE EXCEPTION 'pgtrigger: whoever asked never decides';\n                    END IF;\n                    RETURN NEW;\n                ", hash='170e728b21bd10fd63fabe772727760c8471fdaa', operation='INSERT OR UPDATE', pgid='pgtrigger_never_handed_to_the_requester_e4738', table='quotes_approvalstep', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('to', models.F('delegated_by')), _negated=True), name='nobody_delegates_to_themselves'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='delegation_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='delegation_says_why'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('most_points', None), ('most_points__range', (0, 100)), _connector='OR'), name='delegation_depth_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at', None)), expressions=[('delegated_by', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_delegation_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delegated_at__isnull', True), ('delegated_by__isnull', True)), models.Q(('delegated_at__isnull', False), ('delegated_by__isnull', False)), _connector='OR'), name='delegation_delegated_pair'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='delegation_ended_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='delegations_make_no_chain', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    -- Two at once would not see each other's rows.\n                    PERFORM pg_advisory_xact_lock(hashtext('quotes_delegation'));\n                    IF EXISTS (\n                        SELECT FROM quotes_delegation d\n                         WHERE d.ended_at IS NULL\n                           AND daterange(d.starts_on, d.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')\n                           AND (d.delegated_by_id = NEW.to_id OR d.to_id = NEW.delegated_by_id)\n                    ) THEN\n                        RAISE EXCEPTION 'pgtrigger: delegations make no chain'\n                              USING ERRCODE = 'check_violation', CONSTRAINT = 'delegations_make_no_chain';\n                    END IF;\n                    RETURN NEW;\n                ", hash='2934fa636bcc03fa095a19ac3e802e38b89c32e3', operation='INSERT', pgid='pgtrigger_delegations_make_no_chain_a4714', table='quotes_delegation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='a_delegation_only_ends', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.ended_at IS NOT NULL OR (OLD.to_id, OLD.starts_on, OLD.ends_on, OLD.most_points, OLD.reason, OLD.delegated_at, OLD.delegated_by_id) IS DISTINCT FROM (NEW.to_id, NEW.starts_on, NEW.ends_on, NEW.most_points, NEW.reason, NEW.delegated_at, NEW.delegated_by_id))', func="RAISE EXCEPTION 'pgtrigger: a delegation stays as it was given; end it and give another';", hash='68718eca773aabc906b7015550b48e3f67a54058', operation='UPDATE', pgid='pgtrigger_a_delegation_only_ends_88347', table='quotes_delegation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='delegations_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='227499165306d6f99db0f21be9e0365b0d9bdbd7', operation='DELETE', pgid='pgtrigger_delegations_are_kept_ddb46', table='quotes_delegation', when='BEFORE')),
        ),
    ]
