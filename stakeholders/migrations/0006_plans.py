"""Milestones of a deal, and what its plan comes to."""

import django.db.models.deletion
import stakeholders.domain.plans.words
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0005_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='deal',
            name='critical_days',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='deal',
            name='planned_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('proof', 'Technical proof'), ('case', 'Project approval and business case'), ('decision', 'Decision to buy'), ('security', 'Security review'), ('legal', 'Legal review'), ('purchasing', 'Purchase order'), ('signature', 'Signature'), ('kickoff', 'Kick-off'), ('other', 'Other milestone')], default=stakeholders.domain.plans.words.MilestoneKind['OTHER'], max_length=12)),
                ('name', models.CharField(max_length=60)),
                ('lead_p50', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('lead_p80', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('blocker', models.CharField(blank=True, max_length=300)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
                ('edition', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('after', models.ManyToManyField(blank=True, related_name='before', to='stakeholders.milestone')),
                ('buyer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='milestones', to='stakeholders.contact')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='stakeholders.deal')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['proof', 'case', 'decision', 'security', 'legal', 'purchasing', 'signature', 'kickoff', 'other'])), name='milestone_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='milestone_done_pair'), models.UniqueConstraint(condition=models.Q(('kind', stakeholders.domain.plans.words.MilestoneKind['SIGNATURE'])), fields=('deal',), name='one_signature_a_deal'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='milestone_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('lead_p50', None), ('lead_p80', None)), models.Q(('lead_p50__gte', 1), ('lead_p80__gte', models.F('lead_p50')), ('lead_p80__lte', 500)), _connector='OR'), name='milestone_lead_times_in_order')],
            },
        ),
    ]
