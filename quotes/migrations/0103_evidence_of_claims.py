"""A file may prove a claim, as it may belong to a round or to a competitor's offer."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0102_claims'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='attachment',
            name='attachments_are_kept',
        ),
        migrations.RemoveConstraint(
            model_name='attachment',
            name='attachment_of_a_round_or_of_an_offer',
        ),
        migrations.AddField(
            model_name='attachment',
            name='claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='quotes.claimedition'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('claim', 'sha256'), name='attachment_once_a_claim'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('rival__isnull', True), ('round__isnull', True)), models.Q(('claim__isnull', True), ('rival__isnull', False), ('round__isnull', True)), models.Q(('claim__isnull', True), ('rival__isnull', True), ('round__isnull', False)), _connector='OR'), name='attachment_of_one_bearer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='attachments_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."rival_id" IS DISTINCT FROM (NEW."rival_id") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."attached_at" IS DISTINCT FROM (NEW."attached_at") OR OLD."attached_by_id" IS DISTINCT FROM (NEW."attached_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='382c3ca5a6f12c4d7782e7dbed89afdb5b53905e', operation='UPDATE', pgid='pgtrigger_attachments_are_kept_10ff3', table='quotes_attachment', when='BEFORE')),
        ),
    ]
