"""A file may be of a competitor's offer: what makes it known in writing."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0072_credits_stand_as_they_did'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='attachment',
            name='attachments_are_kept',
        ),
        migrations.AddField(
            model_name='attachment',
            name='rival',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='quotes.rivaloffer'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='quotes.round'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='attachments_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."rival_id" IS DISTINCT FROM (NEW."rival_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."attached_at" IS DISTINCT FROM (NEW."attached_at") OR OLD."attached_by_id" IS DISTINCT FROM (NEW."attached_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f3fc464b3e9301bb21cbf8592a562c53c10116df', operation='UPDATE', pgid='pgtrigger_attachments_are_kept_10ff3', table='quotes_attachment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('rival', 'sha256'), name='attachment_once_an_offer'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rival__isnull', False), ('round__isnull', True)), models.Q(('rival__isnull', True), ('round__isnull', False)), _connector='OR'), name='attachment_of_a_round_or_of_an_offer'),
        ),
    ]
