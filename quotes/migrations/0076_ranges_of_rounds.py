"""A range that either side named stays with its round, and with what tells it anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0075_hints_in_time")]

    operations = [
        migrations.AddField(
            model_name='round',
            name='ask_high',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='range_high',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='range_low',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='roundamendment',
            name='ask_high',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='roundamendment',
            name='range_high',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='roundamendment',
            name='range_low',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('ask_high__isnull', True), models.Q(('ask_high__gt', models.F('their_ask')), ('their_ask__isnull', False)), _connector='OR'), name='round_ask_in_order'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('range_high', None), ('range_low', None)), models.Q(('range_high__gt', models.F('range_low')), ('range_high__isnull', False), ('range_low__gt', 0), ('range_low__isnull', False)), _connector='OR'), name='round_range_in_order'),
        ),
        migrations.AddConstraint(
            model_name='roundamendment',
            constraint=models.CheckConstraint(condition=models.Q(('ask_high__isnull', True), models.Q(('ask_high__gt', models.F('their_ask')), ('their_ask__isnull', False)), _connector='OR'), name='amendment_ask_in_order'),
        ),
        migrations.AddConstraint(
            model_name='roundamendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('range_high', None), ('range_low', None)), models.Q(('range_high__gt', models.F('range_low')), ('range_high__isnull', False), ('range_low__gt', 0), ('range_low__isnull', False)), _connector='OR'), name='amendment_range_in_order'),
        ),
    ]
