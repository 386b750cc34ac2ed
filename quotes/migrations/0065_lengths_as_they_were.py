"""Plans and first numbers from before are for the length of the version they were made beside: the last one that was
submitted by then, or else the last one there was, or the first."""

from django.db import migrations

KEPT = "pgtrigger_aims_are_kept_a0f07"
BESIDE = """
UPDATE {table} told
   SET months = COALESCE(
       (SELECT v.term_months + v.free_months
          FROM quotes_quoteversion v
         WHERE v.quote_id = told.quote_id
         ORDER BY (v.frozen_at IS NOT NULL AND v.frozen_at <= told.{at}) DESC,
                  (v.created_at <= told.{at}) DESC,
                  CASE WHEN v.created_at <= told.{at} THEN -v.number ELSE v.number END
         LIMIT 1),
       (SELECT q.latest_term_months FROM quotes_quote q WHERE q.id = told.quote_id));
"""
COPY = f"""
ALTER TABLE quotes_negotiationaims DISABLE TRIGGER {KEPT};
{BESIDE.format(table="quotes_negotiationaims", at="set_at")}
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE quotes_negotiationaims ENABLE TRIGGER {KEPT};
{BESIDE.format(table="quotes_anchor", at="noted_at")}
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0064_lengths")]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
