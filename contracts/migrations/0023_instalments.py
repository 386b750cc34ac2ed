"""The instalments of a contract."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0022_liability'),
        ('stakeholders', '0030_signers_for_contracts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                ('runs_from', models.CharField(choices=[('day', 'A day in the contract'), ('acceptance', 'Acceptance of what was delivered')], max_length=10)),
                ('from_day', models.DateField()),
                ('credit_days', models.PositiveSmallIntegerField(default=0)),
                ('window_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('accepted_on', models.DateField(blank=True, null=True)),
                ('is_put_off', models.BooleanField(default=False)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='stakeholders.deal')),
            ],
            options={
                'ordering': ['deal_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'position'), name='instalment_numbered_once'), models.CheckConstraint(condition=models.Q(('runs_from__in', ['day', 'acceptance'])), name='instalment_start_known'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='instalment_has_an_amount'), models.CheckConstraint(condition=models.Q(models.Q(('runs_from', 'acceptance'), ('window_days__isnull', False)), models.Q(('accepted_on', None), ('is_put_off', False), ('runs_from', 'day')), _connector='OR'), name='instalment_accepted_within_a_window'), models.CheckConstraint(condition=models.Q(('accepted_on', None), ('accepted_on__gte', models.F('from_day')), _connector='OR'), name='instalment_days_in_order')],
            },
        ),
    ]
