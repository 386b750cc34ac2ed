"""Which cost model a deal is held against, and what is kept of an offer's cost when it is submitted."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0027_published_bitrates'),
        ('stakeholders', '0005_editions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CostBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen_at', models.DateTimeField()),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cost_basis', to='stakeholders.deal')),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='quotes.costmodel')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('chosen_at__isnull', True), ('chosen_by__isnull', True)), models.Q(('chosen_at__isnull', False), ('chosen_by__isnull', False)), _connector='OR'), name='cost_basis_chosen_pair')],
            },
        ),
        migrations.CreateModel(
            name='CostSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('content_hash', models.CharField(max_length=64)),
                ('revenue', models.DecimalField(decimal_places=2, max_digits=18)),
                ('cost', models.DecimalField(decimal_places=2, max_digits=18)),
                ('floor', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('is_complete', models.BooleanField()),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='quotes.costmodelversion')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cost', to='quotes.quoteversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kept_at__isnull', True), ('kept_by__isnull', True)), models.Q(('kept_at__isnull', False), ('kept_by__isnull', False)), _connector='OR'), name='cost_snapshot_kept_pair'), models.CheckConstraint(condition=models.Q(models.Q(('floor__isnull', False), ('is_complete', True), ('target__gte', models.F('floor'))), models.Q(('floor', None), ('is_complete', False), ('target', None)), _connector='OR'), name='cost_snapshot_floor_only_when_complete')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costsnapshot',
            trigger=pgtrigger.compiler.Trigger(name='a_kept_cost_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: the cost of a submitted offer is kept as it was';", hash='9de2d6bcc59ba71758e50514c937c476ab34bbb5', operation='UPDATE OR DELETE', pgid='pgtrigger_a_kept_cost_never_changes_f41ea', table='quotes_costsnapshot', when='BEFORE')),
        ),
    ]
