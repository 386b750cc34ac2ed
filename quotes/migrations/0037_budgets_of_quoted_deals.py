"""A deal that was quoted before anybody estimated its budget has none, and cannot be given one afterwards."""

from django.db import migrations

FREEZE = """
INSERT INTO stakeholders_budgetestimate
       (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)
SELECT DISTINCT ON (q.deal_id) q.deal_id, q.currency, true, 'year', 0, q.created_at, q.created_by_id, q.number
  FROM quotes_quote q
 WHERE NOT EXISTS (SELECT 1 FROM stakeholders_budgetestimate e WHERE e.deal_id = q.deal_id)
 ORDER BY q.deal_id, q.created_at, q.id
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0036_each_choice_of_a_cost_model"), ("stakeholders", "0010_budgets")]

    operations = [migrations.RunSQL(FREEZE, migrations.RunSQL.noop)]
