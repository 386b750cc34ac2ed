"""What a sign-off covers beside clauses, and how its hash was written down."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0041_no_wording_a_month'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['promise_id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='signoff',
            name='sign_off_answered_whole',
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='hash_form',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='signoff',
            name='data',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.dataanswers'),
        ),
        migrations.AddField(
            model_name='signoff',
            name='hash_form',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='signoff',
            name='liability',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.liabilityterms'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.CheckConstraint(condition=models.Q(('hash_form__in', [1, 2])), name='signed_copy_form_known'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checklist', None), ('content_hash', ''), ('reason', ''), ('signed_at', None), ('verdict', ''), ('data', None), ('liability', None)), models.Q(('checklist__isnull', False), ('dropped_at', None), ('signed_at__isnull', False), ('verdict__in', ['approve', 'reject']), ('content_hash__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='sign_off_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(('hash_form__in', [1, 2])), name='sign_off_form_known'),
        ),
        migrations.AddField(
            model_name='signedpromise',
            name='promise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.experiencepromise'),
        ),
        migrations.AddField(
            model_name='signedpromise',
            name='signoff',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='contracts.signoff'),
        ),
        migrations.AddConstraint(
            model_name='signedpromise',
            constraint=models.UniqueConstraint(fields=('signoff', 'promise'), name='promise_once_a_sign_off'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedpromise',
            trigger=pgtrigger.compiler.Trigger(name='signed_promises_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d35123eb551fa3e2ab96a1b17a1e7be936c2a917', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_promises_are_kept_79340', table='contracts_signedpromise', when='BEFORE')),
        ),
    ]
