"""The pages of a finished internal sheet may go for somebody who is erased, and its hash stays."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0114_orders_of_several_files'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='approvalsheet',
            name='finished_sheets_are_kept',
        ),
        migrations.RemoveConstraint(
            model_name='approvalsheet',
            name='sheet_finished_says_how',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalsheet',
            trigger=pgtrigger.compiler.Trigger(name='finished_sheets_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."finished_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d746c261794fc1c7616e95ca307fc7cb86ce65e5', operation='DELETE', pgid='pgtrigger_finished_sheets_are_kept_194e6', table='quotes_approvalsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalsheet',
            trigger=pgtrigger.compiler.Trigger(name='finished_sheets_stay_or_are_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."finished_at" IS NOT NULL)', func="\n    IF NEW.pdf IS NOT NULL OR NEW.snapshot IS NOT NULL\n       OR to_jsonb(OLD) - 'pdf' - 'snapshot' IS DISTINCT FROM to_jsonb(NEW) - 'pdf' - 'snapshot' THEN\n        RAISE EXCEPTION 'pgtrigger: a finished sheet stays as it is, until it is emptied for somebody who is erased';\n    END IF;\n    RETURN NEW;\n", hash='11a5a91ee4f2e3670da3ce21258ff2ecd33dfbba', operation='UPDATE', pgid='pgtrigger_finished_sheets_stay_or_are_emptied_62df7', table='quotes_approvalsheet', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='approvalsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failure', ''), ('finished_at', None), ('pdf', None), ('sha256', ''), ('snapshot__isnull', True)), models.Q(('failure', ''), ('finished_at__isnull', False), ('pdf__isnull', False), ('snapshot__isnull', False), models.Q(('sha256', ''), _negated=True)), models.Q(('failure', ''), ('finished_at__isnull', False), ('pdf', None), ('snapshot__isnull', True), models.Q(('sha256', ''), _negated=True)), models.Q(('finished_at__isnull', False), ('pdf', None), ('sha256', ''), ('snapshot__isnull', True), models.Q(('failure', ''), _negated=True)), _connector='OR'), name='sheet_finished_says_how'),
        ),
    ]
