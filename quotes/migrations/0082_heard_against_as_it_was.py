"""What a percentage of before was said of: the offer that was on the table when it was noted, or else the last one that
was submitted by then. Before any was, it stays unknown: what a draft came to on that day nobody kept."""

from django.db import migrations

COPY = """
UPDATE quotes_rivaloffer told
   SET heard_version_id = found.id, heard_total = found.gross_total, heard_months = found.months
  FROM quotes_rivaloffer mine
  JOIN stakeholders_deal deal ON deal.id = mine.deal_id
 CROSS JOIN LATERAL (
       SELECT v.id, v.gross_total, v.term_months + v.free_months AS months
         FROM quotes_quoteversion v
         JOIN quotes_quote q ON q.id = v.quote_id
        WHERE q.deal_id = mine.deal_id
          AND v.currency = deal.currency
          AND v.gross_total > 0
          AND v.frozen_at <= mine.noted_at
          AND (v.voided_at IS NULL OR v.voided_at > mine.noted_at)
        ORDER BY (COALESCE(v.sent_at <= mine.noted_at, FALSE)
                  OR (EXISTS (SELECT 1 FROM quotes_approvalrequest r
                               WHERE r.version_id = v.id AND r.closed_because = 'decided'
                                 AND r.closed_at <= mine.noted_at)
                      AND NOT EXISTS (SELECT 1 FROM quotes_approvalrequest r
                                        JOIN quotes_approvalstep s ON s.request_id = r.id
                                        JOIN quotes_decision d ON d.step_id = s.id
                                       WHERE r.version_id = v.id AND d.verdict = 'reject'))) DESC,
                 v.frozen_at DESC, v.id DESC
        LIMIT 1) found
 WHERE mine.id = told.id AND told.claimed_percent IS NOT NULL AND told.heard_version_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0081_heard_against")]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
