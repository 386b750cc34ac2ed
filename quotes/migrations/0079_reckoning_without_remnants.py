"""A third way of reckoning: what lies beyond the fiftieth decimal is nothing."""

import quotes.domain.pricing.terms
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0078_beside_a_verdict'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='quoteversion',
            name='version_reckoning_known',
        ),
        migrations.AlterField(
            model_name='quoteversion',
            name='reckoning',
            field=models.CharField(choices=[('first', 'As before November 2026'), ('second', 'As since November 2026'), ('third', 'As since 27 November 2026')], db_default=quotes.domain.pricing.terms.Reckoning['FIRST'], default=quotes.domain.pricing.terms.Reckoning['THIRD'], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(('reckoning__in', ['first', 'second', 'third'])), name='version_reckoning_known'),
        ),
    ]
