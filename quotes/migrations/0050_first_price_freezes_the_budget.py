import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0049_a_word_for_one_version'),
        ('stakeholders', '0010_budgets'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='proposalexport',
            trigger=pgtrigger.compiler.Trigger(name='clean_paper_freezes_the_budget', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW.is_draft)', declare='DECLARE out_of bigint; out_at timestamptz; out_by bigint;', func="out_of := (SELECT quote_id FROM quotes_quoteversion WHERE id = NEW.version_id); out_at := NEW.requested_at; out_by := NEW.requested_by_id;\n    INSERT INTO stakeholders_budgetestimate\n           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)\n    SELECT d.id, d.currency, true, 'year', 0, out_at, out_by, q.number\n      FROM quotes_quote q JOIN stakeholders_deal d ON d.id = q.deal_id\n     WHERE q.id = out_of FOR NO KEY UPDATE OF d\n    ON CONFLICT (deal_id) DO UPDATE\n       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for\n     WHERE stakeholders_budgetestimate.frozen_at IS NULL;\n    RETURN NULL;\n", hash='5ae9341da3242bab0a1885785b7193d600d901b5', operation='INSERT', pgid='pgtrigger_clean_paper_freezes_the_budget_55f8d', table='quotes_proposalexport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quoteversion',
            trigger=pgtrigger.compiler.Trigger(name='sent_freezes_the_budget', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.sent_at IS NOT NULL)', declare='DECLARE out_of bigint; out_at timestamptz; out_by bigint;', func="out_of := NEW.quote_id; out_at := NEW.sent_at; out_by := NEW.sent_by_id;\n    INSERT INTO stakeholders_budgetestimate\n           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)\n    SELECT d.id, d.currency, true, 'year', 0, out_at, out_by, q.number\n      FROM quotes_quote q JOIN stakeholders_deal d ON d.id = q.deal_id\n     WHERE q.id = out_of FOR NO KEY UPDATE OF d\n    ON CONFLICT (deal_id) DO UPDATE\n       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for\n     WHERE stakeholders_budgetestimate.frozen_at IS NULL;\n    RETURN NULL;\n", hash='4a6998a2ea3652f03d4978c1018f2b034504b694', operation='INSERT OR UPDATE', pgid='pgtrigger_sent_freezes_the_budget_e43f2', table='quotes_quoteversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='told_freezes_the_budget', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (true)', declare='DECLARE out_of bigint; out_at timestamptz; out_by bigint;', func="out_of := NEW.quote_id; out_at := NEW.logged_at; out_by := NEW.logged_by_id;\n    INSERT INTO stakeholders_budgetestimate\n           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)\n    SELECT d.id, d.currency, true, 'year', 0, out_at, out_by, q.number\n      FROM quotes_quote q JOIN stakeholders_deal d ON d.id = q.deal_id\n     WHERE q.id = out_of FOR NO KEY UPDATE OF d\n    ON CONFLICT (deal_id) DO UPDATE\n       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for\n     WHERE stakeholders_budgetestimate.frozen_at IS NULL;\n    RETURN NULL;\n", hash='584068c1272bcdd28715341509d1f9a650015618', operation='INSERT', pgid='pgtrigger_told_freezes_the_budget_5de17', table='quotes_round', when='AFTER')),
        ),
    ]
