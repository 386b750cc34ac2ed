"""Hours of waiting are counted only by a day that opens and closes: a comparison with nothing passed."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0099_reminders_after_handing_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='approvaldeadlines',
            name='deadlines_know_the_day',
        ),
        migrations.AddConstraint(
            model_name='approvaldeadlines',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('raise_hours', None), ('remind_hours', None)), models.Q(('closes__isnull', False), ('opens__isnull', False), ('opens__lt', models.F('closes'))), _connector='OR'), name='deadlines_know_the_day'),
        ),
    ]
