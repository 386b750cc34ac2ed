import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0025_usage_of_a_deal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BitrateRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vendor', models.CharField(max_length=60)),
                ('profile', models.CharField(blank=True, max_length=60)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('fps', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('low_kbps', models.DecimalField(decimal_places=3, max_digits=12)),
                ('high_kbps', models.DecimalField(decimal_places=3, max_digits=12)),
                ('on_wire', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['vendor', 'profile', 'width', 'height', 'fps', '-since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('vendor', 'profile', 'width', 'height', 'fps', 'since'), name='bitrate_once_a_day', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('high_kbps__gte', models.F('low_kbps')), ('low_kbps__gt', 0)), name='bitrate_low_before_high'), models.CheckConstraint(condition=models.Q(models.Q(('vendor', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='bitrate_has_its_origin'), models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0), models.Q(('fps__isnull', True), ('fps__gt', 0), _connector='OR')), name='bitrate_has_a_picture'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='bitrate_added_pair'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='bitrate_removed_pair')],
            },
        ),
    ]
