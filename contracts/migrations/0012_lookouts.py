"""How far ahead we look for what follows a signature."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0011_obligations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LookoutSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('remind_workdays', models.PositiveSmallIntegerField()),
                ('renewal_days', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField(unique=True)),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('remind_workdays__lte', 60), ('renewal_days__lte', 730)), name='lookout_in_reason'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='lookout_has_its_origin'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='lookout_added_pair')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lookoutsetting',
            trigger=pgtrigger.compiler.Trigger(name='lookouts_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='77d94e00f79c20cbd1a41c3dfefdf4459f9a62c4', operation='UPDATE OR DELETE', pgid='pgtrigger_lookouts_are_kept_5f0b6', table='contracts_lookoutsetting', when='BEFORE')),
        ),
    ]
