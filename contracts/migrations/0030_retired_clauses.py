"""From which day a clause is not asked for any more, and why."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("contracts", "0029_papers_of_checklists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClauseRetirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gone_on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('retired_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='clauseretirement',
            name='clause',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retirement', to='contracts.clause'),
        ),
        migrations.AddField(
            model_name='clauseretirement',
            name='retired_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='clauseretirement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retirement_says_why'),
        ),
        migrations.AddConstraint(
            model_name='clauseretirement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='clause_retired_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clauseretirement',
            trigger=pgtrigger.compiler.Trigger(name='retirements_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b1eab547fd433dd9d35c878b60257c7b4754de21', operation='UPDATE OR DELETE', pgid='pgtrigger_retirements_are_kept_fb18c', table='contracts_clauseretirement', when='BEFORE')),
        ),
    ]
