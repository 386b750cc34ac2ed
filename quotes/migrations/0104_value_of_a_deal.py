"""What claims are worth in one deal: drivers, the customer's figures, and what the price is held against."""

import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0103_evidence_of_claims'),
        ('stakeholders', '0030_signers_for_contracts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConcernAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ValueBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alternative', models.CharField(choices=[('rival', 'Buys from a competitor'), ('build', 'Builds it themselves'), ('nothing', 'Leaves it as it is')], max_length=8)),
                ('reference', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('reference_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('reference_source', models.CharField(blank=True, max_length=200)),
                ('yearly_rate', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('rate_source', models.CharField(blank=True, max_length=200)),
                ('rate_on', models.DateField(blank=True, null=True)),
                ('no_cost_because', models.CharField(blank=True, max_length=300)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ValueDriver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('formula', models.CharField(choices=[('tickets', 'Complaints avoided'), ('retention', 'Users retained'), ('bandwidth', 'Bandwidth saved'), ('downtime', 'Downtime avoided'), ('starts', 'Starts not given up'), ('engineers', 'Engineer hours saved'), ('launch', 'Launch earlier'), ('unpriced', 'Not put into money'), ('switching', 'Switching to us'), ('parallel', 'Both running side by side'), ('training', 'Training their people'), ('upkeep', 'More work every year')], max_length=12)),
                ('confidence', models.DecimalField(decimal_places=8, default=Decimal('100'), max_digits=12)),
                ('promise', models.CharField(choices=[('none', 'Non-contractual'), ('availability', 'Availability of the offer'), ('urgent', 'Response to urgent problems'), ('normal', 'Response to other problems'), ('support', 'Support hours')], default='none', max_length=12)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('noted_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ValueInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('calls', 'Calls a year'), ('ticket', 'Cost of handling one complaint'), ('leaves', 'Users lost for one complaint'), ('margin', 'Margin of one user a year'), ('bandwidth', 'Bandwidth bill a year'), ('revenue', 'Revenue of one hour of service'), ('at_risk', 'Revenue that is lost while it is down'), ('started', 'Starts a year'), ('given_up', 'Starts given up for each second of waiting'), ('start_margin', 'Margin of one start'), ('hour', 'Cost of one engineer hour'), ('week', 'Margin of one week on the market'), ('days', 'Person-days of switching'), ('day', 'Cost of one person-day'), ('months', 'Months of running both'), ('month', 'Cost of the old service a month'), ('people', 'People to train'), ('hours', 'Hours each'), ('yearly', 'Cost of it a year')], max_length=12)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=20)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='concernanswer',
            name='linked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='concernanswer',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='value_answers', to='stakeholders.seat'),
        ),
        migrations.AddField(
            model_name='valuebasis',
            name='deal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='value_basis', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='valuebasis',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='valuedriver',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drivers', to='quotes.claimedition'),
        ),
        migrations.AddField(
            model_name='valuedriver',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='value_drivers', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='valuedriver',
            name='dropped_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='valuedriver',
            name='noted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='valuedriver',
            name='word',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drivers', to='quotes.valueword'),
        ),
        migrations.AddField(
            model_name='concernanswer',
            name='driver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='quotes.valuedriver'),
        ),
        migrations.AddField(
            model_name='valueinput',
            name='driver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inputs', to='quotes.valuedriver'),
        ),
        migrations.AddField(
            model_name='valueinput',
            name='teller',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='value_inputs', to='stakeholders.contact'),
        ),
        migrations.AddConstraint(
            model_name='valuebasis',
            constraint=models.CheckConstraint(condition=models.Q(('alternative__in', ['rival', 'build', 'nothing'])), name='value_alternative_known'),
        ),
        migrations.AddConstraint(
            model_name='valuebasis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reference', None), ('reference_months', None), ('reference_source', '')), models.Q(('reference__gte', 0), ('reference_months__gte', 1), models.Q(('reference_source', ''), _negated=True)), _connector='OR'), name='value_reference_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='valuebasis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rate_on', None), ('rate_source', ''), ('yearly_rate', None)), models.Q(('rate_on__isnull', False), ('yearly_rate__range', (0, 100)), models.Q(('rate_source', ''), _negated=True)), _connector='OR'), name='value_rate_has_its_origin_and_day'),
        ),
        migrations.AddConstraint(
            model_name='valuebasis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('set_at__isnull', True), ('set_by__isnull', True)), models.Q(('set_at__isnull', False), ('set_by__isnull', False)), _connector='OR'), name='value_basis_set_pair'),
        ),
        migrations.AddIndex(
            model_name='valuedriver',
            index=models.Index(fields=['deal', 'id'], name='driver_by_deal'),
        ),
        migrations.AddConstraint(
            model_name='valuedriver',
            constraint=models.CheckConstraint(condition=models.Q(('formula__in', ['tickets', 'retention', 'bandwidth', 'downtime', 'starts', 'engineers', 'launch', 'unpriced', 'switching', 'parallel', 'training', 'upkeep'])), name='driver_formula_known'),
        ),
        migrations.AddConstraint(
            model_name='valuedriver',
            constraint=models.CheckConstraint(condition=models.Q(('promise__in', ['none', 'availability', 'urgent', 'normal', 'support'])), name='driver_promise_known'),
        ),
        migrations.AddConstraint(
            model_name='valuedriver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim', None), ('formula__in', ['switching', 'parallel', 'training', 'upkeep'])), models.Q(models.Q(('formula__in', ['switching', 'parallel', 'training', 'upkeep']), _negated=True), ('claim__isnull', False)), _connector='OR'), name='driver_is_a_claim_or_a_cost'),
        ),
        migrations.AddConstraint(
            model_name='valuedriver',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__range', (0, 100))), name='driver_confidence_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='valuedriver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('noted_at__isnull', True), ('noted_by__isnull', True)), models.Q(('noted_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='driver_noted_pair'),
        ),
        migrations.AddConstraint(
            model_name='valuedriver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_at__isnull', True), ('dropped_by__isnull', True)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False)), _connector='OR'), name='driver_dropped_pair'),
        ),
        migrations.AddConstraint(
            model_name='concernanswer',
            constraint=models.UniqueConstraint(fields=('seat', 'driver'), name='concern_answered_once_by_a_driver'),
        ),
        migrations.AddConstraint(
            model_name='concernanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('linked_at__isnull', True), ('linked_by__isnull', True)), models.Q(('linked_at__isnull', False), ('linked_by__isnull', False)), _connector='OR'), name='concern_linked_pair'),
        ),
        migrations.AddConstraint(
            model_name='valueinput',
            constraint=models.UniqueConstraint(fields=('driver', 'key'), name='value_input_told_once'),
        ),
        migrations.AddConstraint(
            model_name='valueinput',
            constraint=models.CheckConstraint(condition=models.Q(('key__in', ['calls', 'ticket', 'leaves', 'margin', 'bandwidth', 'revenue', 'at_risk', 'started', 'given_up', 'start_margin', 'hour', 'week', 'days', 'day', 'months', 'month', 'people', 'hours', 'yearly'])), name='value_input_known'),
        ),
        migrations.AddConstraint(
            model_name='valueinput',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='value_input_not_below_zero'),
        ),
        migrations.AddConstraint(
            model_name='valueinput',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='value_input_has_its_origin'),
        ),
    ]
