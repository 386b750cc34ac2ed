"""Which invoice we issue in a deal, and whether its buyer credits VAT: told once, for trades and comparisons alike."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0059_counters'),
        ('stakeholders', '0021_lost_says_why'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DealInvoicing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.CharField(blank=True, choices=[('special', 'Special VAT invoice'), ('ordinary', 'Ordinary VAT invoice')], max_length=10)),
                ('buyer_credits', models.BooleanField(null=True)),
                ('source', models.CharField(max_length=200)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('set_at', models.DateTimeField()),
                ('deal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoicing', to='stakeholders.deal')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='dealinvoicing',
            constraint=models.CheckConstraint(condition=models.Q(('invoice__in', ['', 'special', 'ordinary'])), name='deal_invoice_known'),
        ),
        migrations.AddConstraint(
            model_name='dealinvoicing',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='deal_invoicing_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='dealinvoicing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('set_at__isnull', True), ('set_by__isnull', True)), models.Q(('set_at__isnull', False), ('set_by__isnull', False)), _connector='OR'), name='deal_invoicing_set_pair'),
        ),
    ]
