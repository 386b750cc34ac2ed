from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0061_submitted_is_not_undone'),
    ]

    operations = [
        migrations.AddField(
            model_name='priceitem',
            name='meter',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
