"""When people hear that a claim or an offer ends: as it is set from a day on, and as the desk comes set."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from quotes.migrations.given import forewarnings


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0118_words_that_are_stopped'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ForewarningSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim_days', models.PositiveSmallIntegerField()),
                ('claim_again', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('offer_days', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField(unique=True)),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('claim_days__range', (1, 366)), ('offer_days__range', (1, 28))), name='forewarning_in_reason'), models.CheckConstraint(condition=models.Q(('claim_again', None), ('claim_again__lt', models.F('claim_days')), _connector='OR'), name='forewarning_again_is_later'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='forewarning_has_its_origin'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='forewarning_added_pair')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='forewarningsetting',
            trigger=pgtrigger.compiler.Trigger(name='forewarnings_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ea96967ec5a1f537f4450f2e531b849f5087c10', operation='UPDATE OR DELETE', pgid='pgtrigger_forewarnings_are_kept_a98eb', table='quotes_forewarningsetting', when='BEFORE')),
        ),
        migrations.RunPython(forewarnings.come_set, migrations.RunPython.noop),
    ]
