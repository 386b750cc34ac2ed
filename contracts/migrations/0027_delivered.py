"""What contracts promise in figures, and what was delivered of it by month."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0026_experience'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('availability', 'Availability, in percent'), ('urgent', 'Answer to urgent matters, in minutes'), ('normal', 'Answer to other matters, in minutes'), ('usage', 'Use they committed to'), ('other', 'Another figure')], max_length=12)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('figure', models.DecimalField(decimal_places=5, max_digits=18)),
                ('at_most', models.BooleanField()),
                ('source', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('life', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='contracts.contractlife')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DeliveredFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('figure', models.DecimalField(decimal_places=5, max_digits=18)),
                ('source', models.CharField(max_length=200)),
                ('noted_at', models.DateTimeField()),
                ('log', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.incidentlog')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.slawording')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delivered', to='contracts.promise')),
            ],
            options={
                'ordering': ['month'],
            },
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['availability', 'urgent', 'normal', 'usage', 'other'])), name='promise_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'other'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='promise_is_named'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='promise_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(fields=('life', 'kind', 'name'), name='promised_once'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('made_by__isnull', True)), models.Q(('made_at__isnull', False), ('made_by__isnull', False)), _connector='OR'), name='promise_made_pair'),
        ),
        migrations.AddConstraint(
            model_name='deliveredfigure',
            constraint=models.UniqueConstraint(fields=('promise', 'month'), name='delivered_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='deliveredfigure',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='delivered_of_a_month'),
        ),
        migrations.AddConstraint(
            model_name='deliveredfigure',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='delivered_has_its_origin'),
        ),
        migrations.AddConstraint(
            model_name='deliveredfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('noted_at__isnull', True), ('noted_by__isnull', True)), models.Q(('noted_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='delivered_noted_pair'),
        ),
    ]
