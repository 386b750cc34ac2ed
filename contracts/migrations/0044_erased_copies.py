"""A signed copy that was stored by mistake is erased with a reason."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0043_a_word_of_each_signer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='signedcopy',
            name='signed_copies_are_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='signedcopycontent',
            name='signed_contents_are_kept',
        ),
        migrations.RemoveConstraint(
            model_name='signedcopy',
            name='signed_copy_stored_once',
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='erased_because',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='erased_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='signedcopy',
            name='name',
            field=models.CharField(blank=True, max_length=120),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopy',
            trigger=pgtrigger.compiler.Trigger(name='signed_copies_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e559d622ebb020608e0534f1f5c325e25861bac2', operation='DELETE', pgid='pgtrigger_signed_copies_stay_a0d21', table='contracts_signedcopy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopy',
            trigger=pgtrigger.compiler.Trigger(name='signed_copies_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.erased_at IS NOT NULL\n       OR to_jsonb(OLD) - 'name' - 'erased_at' - 'erased_by_id' - 'erased_because'\n          IS DISTINCT FROM to_jsonb(NEW) - 'name' - 'erased_at' - 'erased_by_id' - 'erased_because'\n       OR (NEW.erased_at IS NULL AND NEW.name IS DISTINCT FROM OLD.name) THEN\n        RAISE EXCEPTION 'pgtrigger: a signed copy stays as it is, until it is erased with a reason';\n    END IF;\n    RETURN NEW;\n", hash='9e47013f3a7ab7872a9dfc7254b52008f6178d4c', operation='UPDATE', pgid='pgtrigger_signed_copies_are_kept_7562b', table='contracts_signedcopy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopycontent',
            trigger=pgtrigger.compiler.Trigger(name='signed_contents_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='91bc6e8cb507a52614b3fa71d7957c05dc51fe5d', operation='UPDATE', pgid='pgtrigger_signed_contents_are_kept_9857c', table='contracts_signedcopycontent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopycontent',
            trigger=pgtrigger.compiler.Trigger(name='signed_contents_go_with_a_reason', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM contracts_signedcopy c WHERE c.id = OLD.copy_id AND c.erased_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'pgtrigger: what was signed is kept; erase the copy with a reason';\n    END IF;\n    RETURN OLD;\n", hash='c41c3677f9218ca296b3e94590b9727ed3ed9bec', operation='DELETE', pgid='pgtrigger_signed_contents_go_with_a_reason_6224b', table='contracts_signedcopycontent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.UniqueConstraint(condition=models.Q(('erased_at', None)), fields=('deal', 'sha256'), name='signed_copy_stored_once'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), ('erased_because', ''), models.Q(('name', ''), _negated=True)), models.Q(('erased_at__isnull', False), ('name', ''), models.Q(('erased_because', ''), _negated=True)), _connector='OR'), name='signed_copy_erased_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), ('erased_by__isnull', True)), models.Q(('erased_at__isnull', False), ('erased_by__isnull', False)), _connector='OR'), name='signed_copy_erased_pair'),
        ),
    ]
