from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0017_closed_before_last_prices")]

    operations = [
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('lost_because__in', ['', 'price', 'budget', 'fit', 'rival', 'person', 'timing', 'nothing', 'other'])), name='deal_loss_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('last_price__isnull', True), ('last_price__gt', 0), _connector='OR'), name='deal_price_positive'),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('last_price', None), ('lost_because', ''), ('unpriced_because', '')), models.Q(('closed_at__isnull', False), models.Q(('last_price__isnull', False), models.Q(('unpriced_because', ''), _negated=True), _connector='XOR')), _connector='OR'), name='deal_closed_with_its_last_price'),
        ),
    ]
