"""What of an offer is furthest below list, where that is another column or an option."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0029_closed_deals_by_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='quoteversion',
            name='furthest_discount',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='furthest_in',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('furthest_discount', None), ('furthest_in', '')), models.Q(models.Q(('furthest_in', ''), _negated=True), ('furthest_discount__gt', models.F('discount'))), _connector='OR'), name='version_furthest_is_further'),
        ),
    ]
