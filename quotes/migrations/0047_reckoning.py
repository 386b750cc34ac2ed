"""How a version's amounts are reckoned: what is there stays as it was reckoned."""

import quotes.domain.pricing.terms
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0046_rounds_are_amended'),
    ]

    operations = [
        migrations.AddField(
            model_name='quoteversion',
            name='reckoning',
            field=models.CharField(choices=[('first', 'As before November 2026'), ('second', 'As since November 2026')], db_default=quotes.domain.pricing.terms.Reckoning['FIRST'], default=quotes.domain.pricing.terms.Reckoning['SECOND'], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(('reckoning__in', ['first', 'second'])), name='version_reckoning_known'),
        ),
    ]
