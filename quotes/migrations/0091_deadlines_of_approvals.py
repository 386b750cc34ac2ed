"""How long an approval holds, kept with each, and the mark of those that ran out."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0090_one_funding_rate_a_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalDeadlines',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holds_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('valid_from', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-valid_from', '-id'],
            },
        ),
        migrations.AddField(
            model_name='approvalrequest',
            name='holds_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='approvalrequest',
            name='lapsed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='approvalrequest',
            index=models.Index(condition=models.Q(('lapsed_at', None)), fields=['holds_until'], name='request_holds'),
        ),
        migrations.AddConstraint(
            model_name='approvalrequest',
            constraint=models.CheckConstraint(condition=models.Q(('holds_until', None), ('closed_because', 'decided'), _connector='OR'), name='request_holds_decided'),
        ),
        migrations.AddConstraint(
            model_name='approvalrequest',
            constraint=models.CheckConstraint(condition=models.Q(('lapsed_at', None), ('holds_until__isnull', False), _connector='OR'), name='request_lapses_by_its_day'),
        ),
        migrations.AddField(
            model_name='approvaldeadlines',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='approvaldeadlines',
            constraint=models.CheckConstraint(condition=models.Q(('holds_days', None), ('holds_days__range', (1, 250)), _connector='OR'), name='deadlines_hold_in_reason'),
        ),
        migrations.AddConstraint(
            model_name='approvaldeadlines',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='deadlines_have_their_origin'),
        ),
        migrations.AddConstraint(
            model_name='approvaldeadlines',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='deadlines_added_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvaldeadlines',
            trigger=pgtrigger.compiler.Trigger(name='deadlines_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad0a16c43054b53a2d01fd75fd74aac3a2bdca1c', operation='UPDATE OR DELETE', pgid='pgtrigger_deadlines_are_kept_04b69', table='quotes_approvaldeadlines', when='BEFORE')),
        ),
    ]
