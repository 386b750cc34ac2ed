"""An approval holds for the amounts and the kept cost of an offer too, in a second form of its hash."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0079_reckoning_without_remnants'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='follows_its_counter',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quoteversion',
            name='offer_is_never_edited',
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='cost_hash',
            field=models.CharField(blank=True, db_default='', max_length=64),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='hash_form',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='quoteversion',
            name='terms_hash',
            field=models.CharField(blank=True, db_default='', max_length=64),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='follows_its_counter', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.counter_id IS NOT NULL)', func="\n                    IF NEW.verdict <> 'approve' OR NOT EXISTS (\n                        SELECT FROM quotes_counter c JOIN quotes_approvalstep s ON s.id = NEW.step_id\n                          JOIN quotes_approvalrequest r ON r.id = s.request_id\n                          JOIN quotes_quoteversion v ON v.id = r.version_id\n                         WHERE c.id = NEW.counter_id AND c.answer = 'accepted'\n                           AND c.countered_by_id = NEW.decided_by_id\n                           AND c.content_hash = coalesce(nullif(v.terms_hash, ''), v.content_hash)\n                    ) THEN\n                        RAISE EXCEPTION 'pgtrigger: a counter approves its own content for the person who made it';\n                    END IF;\n                    RETURN NEW;\n                ", hash='173ee0fd861ce7a6e9af15c3aa678da33e50a0d5', operation='INSERT', pgid='pgtrigger_follows_its_counter_3c5bd', table='quotes_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quoteversion',
            trigger=pgtrigger.compiler.Trigger(name='offer_is_never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'draft' AND (OLD.quote_id IS DISTINCT FROM NEW.quote_id OR OLD.number IS DISTINCT FROM NEW.number OR OLD.based_on_id IS DISTINCT FROM NEW.based_on_id OR OLD.price_book_id IS DISTINCT FROM NEW.price_book_id OR OLD.form IS DISTINCT FROM NEW.form OR OLD.currency IS DISTINCT FROM NEW.currency OR OLD.tax_included IS DISTINCT FROM NEW.tax_included OR OLD.rounding_scope IS DISTINCT FROM NEW.rounding_scope OR OLD.rounding_mode IS DISTINCT FROM NEW.rounding_mode OR OLD.bundle_price IS DISTINCT FROM NEW.bundle_price OR OLD.payment_plan IS DISTINCT FROM NEW.payment_plan OR OLD.prepay_percent IS DISTINCT FROM NEW.prepay_percent OR OLD.credit_days IS DISTINCT FROM NEW.credit_days OR OLD.term_months IS DISTINCT FROM NEW.term_months OR OLD.free_months IS DISTINCT FROM NEW.free_months OR OLD.sla_availability IS DISTINCT FROM NEW.sla_availability OR OLD.urgent_minutes IS DISTINCT FROM NEW.urgent_minutes OR OLD.normal_minutes IS DISTINCT FROM NEW.normal_minutes OR OLD.support_hours IS DISTINCT FROM NEW.support_hours OR OLD.valid_until IS DISTINCT FROM NEW.valid_until OR OLD.note IS DISTINCT FROM NEW.note OR OLD.list_total IS DISTINCT FROM NEW.list_total OR OLD.itemised_total IS DISTINCT FROM NEW.itemised_total OR OLD.net_total IS DISTINCT FROM NEW.net_total OR OLD.tax_total IS DISTINCT FROM NEW.tax_total OR OLD.gross_total IS DISTINCT FROM NEW.gross_total OR OLD.discount IS DISTINCT FROM NEW.discount OR OLD.floor_total IS DISTINCT FROM NEW.floor_total OR OLD.content_hash IS DISTINCT FROM NEW.content_hash OR OLD.frozen_at IS DISTINCT FROM NEW.frozen_at OR OLD.frozen_by_id IS DISTINCT FROM NEW.frozen_by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.created_by_id IS DISTINCT FROM NEW.created_by_id OR OLD.branch IS DISTINCT FROM NEW.branch OR OLD.rounding_places IS DISTINCT FROM NEW.rounding_places OR OLD.header_steps IS DISTINCT FROM NEW.header_steps OR OLD.header_amount IS DISTINCT FROM NEW.header_amount OR OLD.stacking IS DISTINCT FROM NEW.stacking OR OLD.columns IS DISTINCT FROM NEW.columns OR OLD.recommended IS DISTINCT FROM NEW.recommended OR OLD.fx_from IS DISTINCT FROM NEW.fx_from OR OLD.fx_rate IS DISTINCT FROM NEW.fx_rate OR OLD.fx_on IS DISTINCT FROM NEW.fx_on OR OLD.fx_source IS DISTINCT FROM NEW.fx_source OR OLD.furthest_in IS DISTINCT FROM NEW.furthest_in OR OLD.furthest_discount IS DISTINCT FROM NEW.furthest_discount OR OLD.reckoning IS DISTINCT FROM NEW.reckoning OR OLD.hash_form IS DISTINCT FROM NEW.hash_form OR OLD.terms_hash IS DISTINCT FROM NEW.terms_hash OR OLD.cost_hash IS DISTINCT FROM NEW.cost_hash OR NEW.state = 'draft'))", func="RAISE EXCEPTION 'pgtrigger: a submitted offer is never edited; make a new version';", hash='5fe3873e7ec90e85b05ff0a094b4cec780c87aa8', operation='UPDATE', pgid='pgtrigger_offer_is_never_edited_2b5c1', table='quotes_quoteversion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='quoteversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cost_hash', ''), ('hash_form', 1), ('terms_hash', '')), models.Q(('hash_form', 2), models.Q(('terms_hash', ''), _negated=True)), _connector='OR'), name='version_hash_says_what_it_covers'),
        ),
    ]
