"""A checklist on paper lists what was read or judged, or every clause where its reader wants the whole."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0049_why_in_every_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint("checklistpaper", "one_paper_a_reader"),
        migrations.AddField(
            model_name="checklistpaper",
            name="is_whole",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="checklistpaper",
            constraint=models.UniqueConstraint(
                fields=("checklist", "asked_by", "language", "is_whole"), name="one_paper_a_reader"
            ),
        ),
    ]
