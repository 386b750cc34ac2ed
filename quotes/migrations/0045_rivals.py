
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0044_issues_of_a_deal'),
        ('stakeholders', '0013_seats_without_decides'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RivalOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rival', models.CharField(max_length=60)),
                ('heard_on', models.DateField()),
                ('evidence', models.CharField(choices=[('document', 'In writing'), ('claimed', 'Claimed only')], max_length=10)),
                ('source', models.CharField(max_length=200)),
                ('claimed_percent', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('fx_rate', models.DecimalField(blank=True, decimal_places=10, max_digits=20, null=True)),
                ('fx_source', models.CharField(blank=True, max_length=80)),
                ('tax_included', models.BooleanField(null=True)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('invoice', models.CharField(blank=True, choices=[('special', 'Special VAT invoice'), ('ordinary', 'Ordinary VAT invoice')], max_length=10)),
                ('our_invoice', models.CharField(blank=True, choices=[('special', 'Special VAT invoice'), ('ordinary', 'Ordinary VAT invoice')], max_length=10)),
                ('buyer_credits', models.BooleanField(null=True)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('free_months', models.PositiveSmallIntegerField(default=0)),
                ('payment_plan', models.CharField(blank=True, choices=[('annual_prepaid', 'Yearly in advance'), ('quarterly_prepaid', 'Quarterly in advance'), ('quarterly_arrears', 'Quarterly in arrears'), ('monthly_prepaid', 'Monthly in advance'), ('monthly_arrears', 'Monthly in arrears'), ('milestones', 'By milestone')], max_length=20)),
                ('prepay_percent', models.DecimalField(decimal_places=8, default=Decimal('0'), max_digits=12)),
                ('credit_days', models.PositiveSmallIntegerField(default=0)),
                ('sla_availability', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('support_hours', models.CharField(blank=True, choices=[('24x7', '24 hours, 7 days'), ('12x7', '12 hours, 7 days'), ('8x5', '8 hours, 5 working days')], max_length=10)),
                ('urgent_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('covers_words', models.TextField(blank=True, max_length=2000)),
                ('covers', models.JSONField(blank=True, default=dict)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('noted_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rival_offers', to='stakeholders.deal')),
                ('dropped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('teller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rival_offers', to='stakeholders.contact')),
            ],
        ),
        migrations.CreateModel(
            name='RivalWeighing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('respect', models.CharField(choices=[('term', 'Contract term'), ('scope', 'Scope'), ('scale', 'Scale'), ('sla', 'SLA tier'), ('support', 'Support'), ('invoice', 'VAT and invoice'), ('payment', 'Payment terms')], max_length=10)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                ('basis', models.CharField(max_length=300)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weighings', to='quotes.rivaloffer')),
            ],
        ),
        migrations.AddIndex(
            model_name='rivaloffer',
            index=models.Index(fields=['deal', '-heard_on'], name='rival_by_deal'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__in', ['document', 'claimed'])), name='rival_evidence_known'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rival', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='rival_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', False), ('claimed_percent__isnull', False), _connector='OR'), name='rival_has_a_price'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', 0), _connector='OR'), name='rival_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('claimed_percent__isnull', True), models.Q(('claimed_percent__gt', 0), ('claimed_percent__lt', 100)), _connector='OR'), name='rival_claim_is_a_part'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fx_rate', None), ('fx_source', '')), models.Q(('fx_rate__gt', 0), models.Q(('fx_source', ''), _negated=True)), _connector='OR'), name='rival_rate_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('vat_rate__isnull', True), ('vat_rate__range', (0, 100)), _connector='OR'), name='rival_vat_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('term_months__isnull', True), ('term_months__gte', 1), _connector='OR'), name='rival_term_positive'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('noted_at__isnull', True), ('noted_by__isnull', True)), models.Q(('noted_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='rival_noted_pair'),
        ),
        migrations.AddConstraint(
            model_name='rivaloffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_at__isnull', True), ('dropped_by__isnull', True)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False)), _connector='OR'), name='rival_dropped_pair'),
        ),
        migrations.AddConstraint(
            model_name='rivalweighing',
            constraint=models.UniqueConstraint(fields=('offer', 'respect'), name='rival_weighed_once'),
        ),
        migrations.AddConstraint(
            model_name='rivalweighing',
            constraint=models.CheckConstraint(condition=models.Q(('respect__in', ['scope', 'scale', 'sla', 'support'])), name='rival_weighed_respect'),
        ),
        migrations.AddConstraint(
            model_name='rivalweighing',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='rival_weighed_with_a_reason'),
        ),
    ]
