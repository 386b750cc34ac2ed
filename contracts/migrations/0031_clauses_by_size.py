"""Clauses that are for customers of some sizes alone."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("contracts", "0030_retired_clauses"),
    ]

    operations = [
        migrations.AddField(
            model_name='clauseversion',
            name='sizes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('under_50', 'Under 50 people'), ('from_50', '50–199 people'), ('from_200', '200–999 people'), ('from_1000', '1,000–4,999 people'), ('from_5000', '5,000 people and more'), ('unknown', 'Size unknown')], max_length=24), blank=True, default=list),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('sizes__contained_by', ['under_50', 'from_50', 'from_200', 'from_1000', 'from_5000', 'unknown'])), name='clause_sizes_known'),
        ),
    ]
