"""Papers under the hash of what went into them, what left the house by its hash, and the mark a file is printed with."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0104_value_of_a_deal'),
        ('stakeholders', '0030_signers_for_contracts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('pages', models.PositiveIntegerField()),
                ('pdf', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='ProposalCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.CharField(choices=[('clean', 'Final'), ('draft', 'Draft'), ('expired', 'Stamped as expired'), ('void', 'Stamped as void')], max_length=8)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('handed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='proposalexport',
            name='printed',
            field=models.CharField(choices=[('clean', 'Final'), ('draft', 'Draft'), ('expired', 'Stamped as expired'), ('void', 'Stamped as void')], default=quotes.domain.proposals.Stamp['CLEAN'], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.CheckConstraint(condition=models.Q(('printed__in', ['clean', 'draft', 'expired', 'void'])), name='export_printed_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='papers_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='442330da799e7804da38b0f8695a7cda7bfa446c', operation='UPDATE OR DELETE', pgid='pgtrigger_papers_are_kept_73ecd', table='quotes_paper', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='proposalfile',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='quotes.paper'),
        ),
        migrations.AddField(
            model_name='proposalcopy',
            name='export',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='quotes.proposalexport'),
        ),
        migrations.AddField(
            model_name='proposalcopy',
            name='handed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposalcopy',
            name='recipient',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stakeholders.contact'),
        ),
        migrations.AddConstraint(
            model_name='proposalcopy',
            constraint=models.UniqueConstraint(fields=('export', 'sha256'), name='one_row_for_the_same_bytes'),
        ),
        migrations.AddConstraint(
            model_name='proposalcopy',
            constraint=models.CheckConstraint(condition=models.Q(('stamp__in', ['clean', 'draft', 'expired', 'void'])), name='copy_stamp_known'),
        ),
        migrations.AddConstraint(
            model_name='proposalcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_by__isnull', True)), models.Q(('handed_at__isnull', False), ('handed_by__isnull', False)), _connector='OR'), name='copy_handed_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalcopy',
            trigger=pgtrigger.compiler.Trigger(name='clean_paper_freezes_the_budget', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.stamp IN ('clean', 'expired'))", declare='DECLARE out_of bigint; out_at timestamptz; out_by bigint;', func="out_of := (SELECT v.quote_id FROM quotes_quoteversion v JOIN quotes_proposalexport e ON e.version_id = v.id WHERE e.id = NEW.export_id); out_at := NEW.handed_at; out_by := NEW.handed_by_id;\n    INSERT INTO stakeholders_budgetestimate\n           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)\n    SELECT d.id, d.currency, true, 'year', 0, out_at, out_by, q.number\n      FROM quotes_quote q JOIN stakeholders_deal d ON d.id = q.deal_id\n     WHERE q.id = out_of FOR NO KEY UPDATE OF d\n    ON CONFLICT (deal_id) DO UPDATE\n       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for\n     WHERE stakeholders_budgetestimate.frozen_at IS NULL;\n    RETURN NULL;\n", hash='cf1114388d2d1f2461a0819b2dbe03d46504cbd4', operation='INSERT', pgid='pgtrigger_clean_paper_freezes_the_budget_71dfb', table='quotes_proposalcopy', when='AFTER')),
        ),
    ]
