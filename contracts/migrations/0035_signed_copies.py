"""The signed copy of a contract."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0034_sign_offs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checklist_hash', models.CharField(max_length=64)),
                ('offer_hash', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('signed_on', models.DateField()),
                ('kept_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-kept_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SignedCopyContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='checklist',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='contracts.checklist'),
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='kept_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedcopycontent',
            name='copy',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='content', to='contracts.signedcopy'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.UniqueConstraint(fields=('deal', 'sha256'), name='signed_copy_stored_once'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.CheckConstraint(condition=models.Q(('checklist_hash__regex', '^[0-9a-f]{64}$'), ('offer_hash__regex', '^[0-9a-f]{64}$'), ('sha256__regex', '^[0-9a-f]{64}$')), name='signed_copy_is_bound'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kept_at__isnull', True), ('kept_by__isnull', True)), models.Q(('kept_at__isnull', False), ('kept_by__isnull', False)), _connector='OR'), name='signed_copy_kept_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopy',
            trigger=pgtrigger.compiler.Trigger(name='of_what_was_signed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (\n        SELECT FROM stakeholders_deal d JOIN contracts_checklist c ON c.deal_id = d.id\n          JOIN quotes_quoteversion v ON v.id = c.version_id\n         WHERE d.id = NEW.deal_id AND d.stage = 'signed' AND c.id = NEW.checklist_id\n           AND v.content_hash = NEW.offer_hash\n           AND NOT EXISTS (SELECT FROM contracts_checklist n WHERE n.deal_id = d.id AND n.number > c.number)\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: a signed copy is of a signed deal, its last checklist and the offer of that';\n    END IF;\n    RETURN NEW;\n", hash='67b826e03f31ec32c3c2a2359957e389b5a0d96d', operation='INSERT', pgid='pgtrigger_of_what_was_signed_e966c', table='contracts_signedcopy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopy',
            trigger=pgtrigger.compiler.Trigger(name='signed_copies_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5401720fc39a7467c5418cb76f5cf83fa9b6232b', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_copies_are_kept_7562b', table='contracts_signedcopy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopycontent',
            trigger=pgtrigger.compiler.Trigger(name='signed_contents_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4739fb2c81bc1002d685f6344a28ef7c70dda79e', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_contents_are_kept_9857c', table='contracts_signedcopycontent', when='BEFORE')),
        ),
    ]
