"""What these columns may say together."""

import quotes.domain.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0017_steps_options_and_columns'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='quoteline',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['included', 'optional', 'alternative'])), name='line_role_known'),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(('stacking__in', ['multiplicative', 'additive'])), name='version_stacking_known'),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('header_amount', None), ('header_steps', [])), models.Q(('form', quotes.domain.lifecycle.Form['ITEMISED']), ('header_amount', None)), models.Q(('form', quotes.domain.lifecycle.Form['ITEMISED']), ('header_amount__gte', 0), ('header_steps', [])), _connector='OR'), name='version_header_is_one_of_two'),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('columns', []), ('recommended', '')), models.Q(models.Q(('columns', []), _negated=True), models.Q(('recommended', ''), _negated=True)), _connector='OR'), name='version_columns_have_a_recommended_one'),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fx_from', ''), ('fx_on', None), ('fx_rate', None), ('fx_source', '')), models.Q(('fx_from__regex', '^[A-Z]{3}$'), ('fx_on__isnull', False), ('fx_rate__gt', 0), models.Q(('fx_source', ''), _negated=True)), _connector='OR'), name='version_rate_is_whole_or_absent'),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(('rounding_places__lte', 2)), name='version_places_are_stored'),
        ),
    ]
