"""Acknowledged value, and who sends although something is missing."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0032_furthest_is_never_edited'),
        ('stakeholders', '0005_editions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadinessOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('needs', 'Needs and solution written down'), ('seats', 'The four seats reached'), ('usage', 'Usage described'), ('value', 'Value acknowledged'), ('competition', 'Competition noted'), ('budget', 'Budget estimated'), ('floor', 'Target and floor known')], max_length=12))),
                ('reason', models.CharField(max_length=500)),
                ('passed_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='stakeholders.deal')),
                ('passed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-passed_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), ('passed__len__gt', 0)), name='override_says_why'), models.CheckConstraint(condition=models.Q(('passed__contained_by', ['needs', 'seats', 'usage', 'value', 'competition', 'budget', 'floor'])), name='override_passes_known'), models.CheckConstraint(condition=models.Q(models.Q(('passed_at__isnull', True), ('passed_by__isnull', True)), models.Q(('passed_at__isnull', False), ('passed_by__isnull', False)), _connector='OR'), name='override_passed_pair')],
            },
        ),
        migrations.CreateModel(
            name='ValueWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('said', models.CharField(max_length=500)),
                ('noted_at', models.DateTimeField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='value_words', to='stakeholders.contact')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='value_words', to='stakeholders.deal')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('said', ''), _negated=True), name='value_word_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('noted_at__isnull', True), ('noted_by__isnull', True)), models.Q(('noted_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='value_word_noted_pair')],
            },
        ),
    ]
