"""What a renewal costs, the deal it is made in, and how consumer prices moved."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0016_declarations'),
        ('quotes', '0107_marks_are_stamped'),
        ('stakeholders', '0031_notices_of_obligations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(unique=True)),
                ('points', models.DecimalField(decimal_places=8, max_digits=12)),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-month'],
            },
        ),
        migrations.AddField(
            model_name='contractlife',
            name='renewal',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renews', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='contractlife',
            name='uplift',
            field=models.CharField(blank=True, choices=[('same', 'At the same price'), ('fixed', 'By fixed points'), ('prices', 'With consumer prices')], max_length=8),
        ),
        migrations.AddField(
            model_name='contractlife',
            name='uplift_cap',
            field=models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name='contractlife',
            name='uplift_points',
            field=models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True),
        ),
        migrations.AddConstraint(
            model_name='contractlife',
            constraint=models.CheckConstraint(condition=models.Q(('uplift__in', ['', 'same', 'fixed', 'prices'])), name='contract_uplift_known'),
        ),
        migrations.AddField(
            model_name='pricereading',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='pricereading',
            constraint=models.CheckConstraint(condition=models.Q(('points__range', (-100, 100))), name='price_reading_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='pricereading',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='price_reading_of_a_month'),
        ),
        migrations.AddConstraint(
            model_name='pricereading',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='price_reading_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='pricereading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='price_reading_added_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pricereading',
            trigger=pgtrigger.compiler.Trigger(name='price_readings_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4dbb9370185c1575db5569e4483bca8a674cd54c', operation='UPDATE OR DELETE', pgid='pgtrigger_price_readings_are_kept_96285', table='contracts_pricereading', when='BEFORE')),
        ),
    ]
