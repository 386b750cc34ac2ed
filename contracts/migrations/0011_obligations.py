"""What a signed contract says of its own life, and what it asks of both sides."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0010_contracts_stay_open'),
        ('quotes', '0100_hours_of_a_known_day'),
        ('stakeholders', '0031_notices_of_obligations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('payment', 'Instalment'), ('notice', 'Notice before the end'), ('report', 'Report on the service'), ('deletion', 'Data returned and deleted'), ('declaration', 'Declared as a small or medium enterprise'), ('confirmation', 'Receivable confirmed'), ('claim', 'Credits claimed'), ('credit', 'Credits given'), ('other', 'Other obligation')], max_length=12)),
                ('side', models.CharField(choices=[('ours', 'Ours'), ('theirs', 'Theirs')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('due_on', models.DateField()),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('source', models.CharField(max_length=200)),
                ('derived', models.CharField(blank=True, max_length=24)),
                ('is_fixed', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('waived', 'Waived')], default='open', max_length=8)),
                ('outcome', models.CharField(blank=True, max_length=300)),
                ('settled_on', models.DateField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.clauseversion')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='stakeholders.deal')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ContractLife',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_on', models.DateField()),
                ('begins_on', models.DateField()),
                ('months', models.PositiveSmallIntegerField()),
                ('renews', models.BooleanField(blank=True, null=True)),
                ('notice_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('exit_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('report_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('claim_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('ends_on', models.DateField()),
                ('notice_on', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('checklist', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.checklist')),
                ('deal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='life', to='stakeholders.deal')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lives', to='quotes.quoteversion')),
            ],
            options={
                'indexes': [models.Index(fields=['ends_on', 'id'], name='contract_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='contract_life_has_days'), models.CheckConstraint(condition=models.Q(('months__range', (1, 240))), name='contract_life_in_months'), models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('made_by__isnull', True)), models.Q(('made_at__isnull', False), ('made_by__isnull', False)), _connector='OR'), name='contract_life_made_pair')],
            },
        ),
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['due_on', 'id'], name='obligation_by_day'),
        ),
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['owner', 'due_on', 'id'], name='obligation_by_owner'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['payment', 'notice', 'report', 'deletion', 'declaration', 'confirmation', 'claim', 'credit', 'other'])), name='obligation_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['ours', 'theirs'])), name='obligation_side_known'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'waived'])), name='obligation_state_known'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(condition=models.Q(('derived', ''), _negated=True), fields=('deal', 'derived'), name='obligation_follows_once'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='obligation_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at', None), ('settled_on', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False), ('settled_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='obligation_ends_with_a_word'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gt', 0), _connector='OR'), name='obligation_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='obligation_settled_pair'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('made_by__isnull', True)), models.Q(('made_at__isnull', False), ('made_by__isnull', False)), _connector='OR'), name='obligation_made_pair'),
        ),
    ]
