"""That we told at signing how large we are, with the file that shows it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0015_prime_rates'),
        ('stakeholders', '0030_signers_for_contracts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.CharField(choices=[('medium', 'Medium enterprise'), ('small', 'Small enterprise'), ('micro', 'Micro enterprise')], max_length=6)),
                ('declared_on', models.DateField()),
                ('told', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG'), ('jpeg', 'JPEG'), ('xlsx', 'Excel workbook'), ('docx', 'Word document'), ('text', 'Plain text')], max_length=4)),
                ('bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-declared_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DeclarationContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='declaration',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='kept_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='declarationcontent',
            name='declaration',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='content', to='contracts.declaration'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('size__in', ['medium', 'small', 'micro'])), name='declaration_size_known'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'png', 'jpeg', 'xlsx', 'docx', 'text'])), name='declaration_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.UniqueConstraint(fields=('deal', 'sha256'), name='declaration_file_once_a_deal'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('told', ''), _negated=True), name='declaration_says_to_whom'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kept_at__isnull', True), ('kept_by__isnull', True)), models.Q(('kept_at__isnull', False), ('kept_by__isnull', False)), _connector='OR'), name='declaration_kept_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declaration',
            trigger=pgtrigger.compiler.Trigger(name='declarations_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='33bb6f2794617dfdb2ecd7c2d8f09baae104a5ea', operation='DELETE', pgid='pgtrigger_declarations_stay_b1c79', table='contracts_declaration', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declaration',
            trigger=pgtrigger.compiler.Trigger(name='declarations_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."deal_id" IS DISTINCT FROM (NEW."deal_id") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."declared_on" IS DISTINCT FROM (NEW."declared_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."bytes" IS DISTINCT FROM (NEW."bytes") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kept_by_id" IS DISTINCT FROM (NEW."kept_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e8f67d56977c08685c8019e670e696702058fd71', operation='UPDATE', pgid='pgtrigger_declarations_are_kept_f697e', table='contracts_declaration', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declarationcontent',
            trigger=pgtrigger.compiler.Trigger(name='declared_files_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a7c5a8318eadae6235aa9384a868f488d70c16dd', operation='UPDATE', pgid='pgtrigger_declared_files_are_kept_1696c', table='contracts_declarationcontent', when='BEFORE')),
        ),
    ]
