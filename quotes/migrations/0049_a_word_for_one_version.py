import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0048_reckoning_is_never_edited'),
    ]

    operations = [
        migrations.AddField(
            model_name='readinessoverride',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='quotes.quoteversion'),
        ),
    ]
