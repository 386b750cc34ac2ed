"""The one-year loan prime rate, from the day of each."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0014_payment_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PrimeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=8, max_digits=12)),
                ('valid_from', models.DateField(unique=True)),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-valid_from'],
            },
        ),
        migrations.AddField(
            model_name='primerate',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='primerate',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0), ('points__lte', 100)), name='prime_rate_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='primerate',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='prime_rate_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='primerate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='prime_rate_added_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='primerate',
            trigger=pgtrigger.compiler.Trigger(name='prime_rates_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0367e5f06a9f7d40339eb8dfab7155f9ff125ac1', operation='UPDATE OR DELETE', pgid='pgtrigger_prime_rates_are_kept_6e6f4', table='contracts_primerate', when='BEFORE')),
        ),
    ]
