"""How much each part of a customer's health counts."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0027_delivered'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HealthWeights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parts', models.JSONField()),
                ('quiet_days', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField(unique=True)),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='health_weights_have_their_origin'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='health_weights_added_pair')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='healthweights',
            trigger=pgtrigger.compiler.Trigger(name='health_weights_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='765eb075ae1a084f3aa88ed9d8f3dc0ba205a893', operation='UPDATE OR DELETE', pgid='pgtrigger_health_weights_are_kept_b484f', table='contracts_healthweights', when='BEFORE')),
        ),
    ]
