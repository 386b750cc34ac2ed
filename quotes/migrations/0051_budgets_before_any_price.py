"""A budget that a draft froze is open again, where no price has reached the customer and nothing was learnt since: which
of what was learnt later came before the price nobody can tell."""

from django.db import migrations

FROZEN = "pgtrigger_a_frozen_estimate_stays_a05b9"
THAW = f"""
ALTER TABLE stakeholders_budgetestimate DISABLE TRIGGER {FROZEN};
UPDATE stakeholders_budgetestimate e
   SET frozen_at = NULL, frozen_by_id = NULL, frozen_for = ''
 WHERE e.frozen_at IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM stakeholders_budgetsignal s WHERE s.deal_id = e.deal_id AND s.after_freeze)
   AND NOT EXISTS (SELECT 1 FROM quotes_quote q JOIN quotes_quoteversion v ON v.quote_id = q.id
                    WHERE q.deal_id = e.deal_id
                      AND (v.sent_at IS NOT NULL
                           OR EXISTS (SELECT 1 FROM quotes_round r WHERE r.quote_id = q.id)
                           OR EXISTS (SELECT 1 FROM quotes_proposalexport x
                                       WHERE x.version_id = v.id AND NOT x.is_draft)));
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE stakeholders_budgetestimate ENABLE TRIGGER {FROZEN};
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0050_first_price_freezes_the_budget")]

    operations = [migrations.RunSQL(THAW, migrations.RunSQL.noop)]
