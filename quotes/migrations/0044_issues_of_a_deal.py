"""What is negotiated in a deal beside the total, each with its outcomes."""

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0043_more_issues'),
        ('stakeholders', '0013_seats_without_decides'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DealIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issue', models.CharField(choices=[('price', 'Price'), ('payment', 'Payment cycle'), ('prepay', 'Prepayment'), ('credit', 'Credit days'), ('term', 'Contract term'), ('commitment', 'Committed volume'), ('free_months', 'Free months'), ('sla', 'SLA'), ('support', 'Support'), ('reference', 'Customer reference'), ('delivery', 'Delivery date'), ('liability', 'Liability cap'), ('residency', 'Data residency'), ('price_lock', 'Price lock on expansion'), ('scope', 'Scope'), ('other', 'Other matter')], max_length=14)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='IssueOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('worth_low', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('worth_high', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('tiers', models.JSONField(blank=True, default=list)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_target', models.BooleanField(default=False)),
                ('is_floor', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['issue', 'position'],
            },
        ),
        migrations.AddField(
            model_name='dealissue',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='dealissue',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='issueoption',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='quotes.dealissue'),
        ),
        migrations.AddConstraint(
            model_name='dealissue',
            constraint=models.UniqueConstraint(fields=('deal', 'issue'), name='issue_once_a_deal'),
        ),
        migrations.AddConstraint(
            model_name='dealissue',
            constraint=models.CheckConstraint(condition=models.Q(('issue__in', ['price', 'payment', 'prepay', 'credit', 'term', 'commitment', 'free_months', 'sla', 'support', 'reference', 'delivery', 'liability', 'residency', 'price_lock', 'scope', 'other'])), name='deal_issue_known'),
        ),
        migrations.AddConstraint(
            model_name='dealissue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('set_at__isnull', True), ('set_by__isnull', True)), models.Q(('set_at__isnull', False), ('set_by__isnull', False)), _connector='OR'), name='deal_issue_set_pair'),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('issue', 'position'), name='issue_option_position_once'),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.UniqueConstraint(condition=models.Q(('is_target', True)), fields=('issue',), name='one_target_an_issue'),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.UniqueConstraint(condition=models.Q(('is_floor', True)), fields=('issue',), name='one_floor_an_issue'),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='issue_option_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('worth_high', None), ('worth_low', None)), models.Q(('worth_high__gte', models.F('worth_low')), ('worth_low__isnull', False)), _connector='OR'), name='issue_option_worth_in_order'),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cost', None), ('tiers', []), ('worth_low', None)), models.Q(('source', ''), _negated=True), _connector='OR'), name='issue_option_figures_have_a_source'),
        ),
    ]
