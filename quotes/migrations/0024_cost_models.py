"""Cost models: versions in force from a date to a date, and their dated unit costs."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import quotes.domain.costs.words
import quotes.models.pricebooks
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0023_tariffs_of_a_deal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CostModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('currency', models.CharField(default='CNY', max_length=3)),
            ],
        ),
        migrations.CreateModel(
            name='CostModelVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=200)),
                ('minimum_margin', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('target_margin', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('carried_by', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='quotes.costmodelversion')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='quotes.costmodel')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='UnitCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('part', models.CharField(choices=[('bandwidth', 'Bandwidth'), ('backbone', 'Between our servers'), ('servers', 'Servers'), ('cdn', 'CDN'), ('recording', 'Recording'), ('transcoding', 'Transcoding'), ('relay', 'Relay (TURN)'), ('services', 'Storage and services'), ('research', 'R&D share'), ('support', '24×7 support'), ('exchange', 'Exchange rate')], max_length=16)),
                ('region', models.CharField(blank=True, max_length=40)),
                ('line', models.CharField(choices=[('any', 'Any line'), ('bgp', 'BGP'), ('triple', 'Three carriers, static'), ('single', 'Single carrier'), ('overseas', 'Overseas line')], default=quotes.domain.costs.words.LineType['ANY'], max_length=12)),
                ('rule', models.CharField(choices=[('monthly_95', 'Mbps·month at the monthly 95th'), ('enhanced_95', 'Mbps·month at the enhanced 95th'), ('daily_peak', "Mbps·day at each day's peak"), ('monthly_peak', 'Mbps·month at the monthly peak'), ('traffic', 'GB'), ('server_month', 'server·month'), ('thousand_minutes', '1,000 minutes'), ('unit_sold', 'unit sold'), ('month', 'month'), ('stream_month', 'peak stream·month'), ('seat_month', 'seat·month'), ('of_cost', 'percent of all other parts'), ('of_revenue', 'percent of revenue before VAT'), ('rate', 'one unit of that currency')], max_length=20)),
                ('amount', models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True)),
                ('currency', models.CharField(max_length=3)),
                ('share', models.DecimalField(decimal_places=8, default=Decimal('100'), max_digits=12)),
                ('streams_per_core', models.DecimalField(blank=True, decimal_places=4, max_digits=11, null=True)),
                ('cores', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('headroom', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('spares', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('seats', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ('product', models.CharField(blank=True, max_length=20)),
                ('dated_on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='quotes.costmodelversion')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.UniqueConstraint(fields=('model', 'number'), name='cost_model_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('model',), name='one_draft_a_cost_model'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='cost_model_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_margin__isnull', True), models.Q(('minimum_margin__gte', 0), ('minimum_margin__lt', 100)), _connector='OR'), name='cost_model_minimum_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.CheckConstraint(condition=models.Q(('target_margin__isnull', True), models.Q(('minimum_margin__isnull', True), ('target_margin__gte', 0), ('target_margin__lt', 100)), models.Q(('target_margin__gte', models.F('minimum_margin')), ('target_margin__lt', 100)), _connector='OR'), name='cost_model_target_above_minimum'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(('minimum_margin__isnull', False), ('target_margin__isnull', False)), _connector='OR'), name='cost_model_published_with_margins'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('created_at__isnull', True), ('created_by__isnull', True)), models.Q(('created_at__isnull', False), ('created_by__isnull', False)), _connector='OR'), name='cost_model_created_pair'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='cost_model_published_pair'),
        ),
        migrations.AddConstraint(
            model_name='costmodelversion',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('published_at__isnull', False)), expressions=[('model', '='), (quotes.models.pricebooks.DateRange('valid_from', 'valid_to', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_cost_model_version_in_force'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costmodelversion',
            trigger=pgtrigger.compiler.Trigger(name='published_cost_model_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.published_at IS NOT NULL)', func="\n                    IF TG_OP = 'DELETE' THEN\n                        RAISE EXCEPTION 'pgtrigger: a published cost model is never deleted';\n                    END IF;\n                    -- Only its last day may still move, when a later version takes over.\n                    IF to_jsonb(OLD) - 'valid_to' IS DISTINCT FROM to_jsonb(NEW) - 'valid_to' THEN\n                        RAISE EXCEPTION 'pgtrigger: published unit costs never change; draft the next version';\n                    END IF;\n                    RETURN NEW;\n                ", hash='321cf3fbb1993d8fe68ffca6b146afc161f68917', operation='UPDATE OR DELETE', pgid='pgtrigger_published_cost_model_never_changes_c3e7a', table='quotes_costmodelversion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='unit_cost_position_once'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['bandwidth', 'backbone', 'servers', 'cdn', 'recording', 'transcoding', 'relay', 'services', 'research', 'support', 'exchange'])), name='unit_cost_part_known'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(('rule__in', ['monthly_95', 'enhanced_95', 'daily_peak', 'monthly_peak', 'traffic', 'server_month', 'thousand_minutes', 'unit_sold', 'month', 'stream_month', 'seat_month', 'of_cost', 'of_revenue', 'rate'])), name='unit_cost_rule_known'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(('line__in', ['any', 'bgp', 'triple', 'single', 'overseas'])), name='unit_cost_line_known'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='unit_cost_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(('share__range', (0, 100))), name='unit_cost_share_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='unit_cost_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cores__gt', 0), ('headroom__isnull', False), ('part', quotes.domain.costs.words.CostPart['SERVERS']), ('spares__isnull', False), ('streams_per_core__gt', 0)), models.Q(models.Q(('part', quotes.domain.costs.words.CostPart['SERVERS']), _negated=True), ('cores', None), ('headroom', None), ('spares', None), ('streams_per_core', None)), _connector='OR'), name='unit_cost_servers_say_what_they_carry'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', quotes.domain.costs.words.CostRule['SEAT_MONTH']), ('seats__isnull', False)), models.Q(models.Q(('rule', quotes.domain.costs.words.CostRule['SEAT_MONTH']), _negated=True), ('seats', None)), _connector='OR'), name='unit_cost_seats_with_their_number'),
        ),
        migrations.AddConstraint(
            model_name='unitcost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', quotes.domain.costs.words.CostRule['UNIT_SOLD']), models.Q(('product', ''), _negated=True)), models.Q(models.Q(('rule', quotes.domain.costs.words.CostRule['UNIT_SOLD']), _negated=True), ('product', '')), _connector='OR'), name='unit_cost_sold_names_its_product'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitcost',
            trigger=pgtrigger.compiler.Trigger(name='published_unit_costs_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE published timestamptz;', func="\n    IF TG_OP <> 'INSERT' THEN\n        SELECT published_at INTO published FROM quotes_costmodelversion WHERE id = OLD.version_id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND published IS NULL THEN\n        SELECT published_at INTO published FROM quotes_costmodelversion WHERE id = NEW.version_id FOR SHARE;\n    END IF;\n    IF published IS NOT NULL THEN\n        RAISE EXCEPTION 'pgtrigger: published unit costs never change; draft the next version';\n    END IF;\n    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\n", hash='4d4ec03610f7d8073c0d13a43d0180b866614ce7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_unit_costs_never_change_40fd1', table='quotes_unitcost', when='BEFORE')),
        ),
    ]
