"""What contracts promise of how it feels."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0025_supplements'),
        ('stakeholders', '0031_notices_of_obligations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExperiencePromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metric', models.CharField(choices=[('audio_freeze', 'Audio freeze rate'), ('video_freeze', 'Video freeze rate'), ('delay', 'End-to-end delay'), ('joining', 'Joining success')], max_length=16)),
                ('value', models.DecimalField(decimal_places=3, max_digits=9)),
                ('pause', models.PositiveIntegerField(blank=True, null=True)),
                ('platform', models.CharField(blank=True, choices=[('native', 'Native apps'), ('web', 'Browsers')], max_length=8)),
                ('denominator', models.CharField(blank=True, choices=[('user', "A user's subscribed time"), ('call', "A call's subscribed time"), ('users', 'All users of a month'), ('calls', 'All calls of a month')], max_length=8)),
                ('percentile', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
                ('struck_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='experience', to='stakeholders.deal')),
                ('struck_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('metric__in', ['audio_freeze', 'video_freeze', 'delay', 'joining'])), name='experience_metric_known'), models.CheckConstraint(condition=models.Q(('platform', ''), ('platform__in', ['native', 'web']), _connector='OR'), name='experience_platform_known'), models.CheckConstraint(condition=models.Q(('denominator', ''), ('denominator__in', ['user', 'call', 'users', 'calls']), _connector='OR'), name='experience_denominator_known'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='experience_has_its_origin'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='experience_added_pair'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at__isnull', True), ('struck_by__isnull', True)), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False)), _connector='OR'), name='experience_struck_pair')],
            },
        ),
    ]
