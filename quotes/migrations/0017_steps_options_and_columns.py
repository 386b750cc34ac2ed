"""Discount steps, price models, roles and columns of lines; what the whole takes off; the frozen rate."""

import quotes.domain.pricing.discounts
import quotes.domain.pricing.roles
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0016_price_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='quoteline',
            name='charge',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='quoteline',
            name='columns',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='quoteline',
            name='discounts',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='quoteline',
            name='markup',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='quoteline',
            name='other_taxes',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='quoteline',
            name='role',
            field=models.CharField(choices=[('included', 'Included'), ('optional', 'Option'), ('alternative', 'Alternative')], default=quotes.domain.pricing.roles.Role['INCLUDED'], max_length=12),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='columns',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='fx_from',
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='fx_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='fx_rate',
            field=models.DecimalField(blank=True, decimal_places=10, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='fx_source',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='header_amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='header_steps',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='recommended',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='rounding_places',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='stacking',
            field=models.CharField(choices=[('multiplicative', 'Each on what is left'), ('additive', 'Added up')], default=quotes.domain.pricing.discounts.Stacking['MULTIPLICATIVE'], max_length=16),
        ),
    ]
