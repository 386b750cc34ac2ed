"""Holidays and worked weekend days as imported data, a notice a year."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0006_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkdayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('title', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=300)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='NoticedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('is_worked', models.BooleanField()),
                ('name', models.CharField(max_length=40)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='stakeholders.workdaynotice')),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.AddConstraint(
            model_name='workdaynotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='notice_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='workdaynotice',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='notice_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='workdaynotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('imported_at__isnull', True), ('imported_by__isnull', True)), models.Q(('imported_at__isnull', False), ('imported_by__isnull', False)), _connector='OR'), name='notice_imported_pair'),
        ),
        migrations.AddConstraint(
            model_name='noticedday',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='noticed_day_has_a_name'),
        ),
    ]
