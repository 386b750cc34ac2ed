"""Who wrote down last what a contract says of a clause."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0032_health_clause'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='checklistitem',
            name='worded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='checklistitem',
            name='worded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('worded_at__isnull', True), ('worded_by__isnull', True)), models.Q(('worded_at__isnull', False), ('worded_by__isnull', False)), _connector='OR'), name='checklist_item_worded_pair'),
        ),
    ]
