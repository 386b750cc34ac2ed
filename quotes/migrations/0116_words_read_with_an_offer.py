"""A request keeps what the deal said of needs and solution, and the keys of all words that are read with the offer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0115_sheets_are_emptied_for_who_is_erased'),
    ]

    operations = [
        migrations.AddField(
            model_name='approvalrequest',
            name='needs',
            field=models.TextField(blank=True, db_default='', max_length=5000),
        ),
        migrations.AddField(
            model_name='approvalrequest',
            name='solution',
            field=models.TextField(blank=True, db_default='', max_length=5000),
        ),
        migrations.AddField(
            model_name='approvalrequest',
            name='words',
            field=models.JSONField(null=True),
        ),
    ]
