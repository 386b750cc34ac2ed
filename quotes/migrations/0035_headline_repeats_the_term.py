"""The headline of a quote repeats its latest version's term, of those that were there before too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0034_headline_term'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='quoteversion',
            name='headline_repeats_the_latest',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quoteversion',
            trigger=pgtrigger.compiler.Trigger(name='headline_repeats_the_latest', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE shown bigint;', func="\n    SELECT id INTO shown FROM quotes_quote\n     WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.quote_id ELSE NEW.quote_id END FOR NO KEY UPDATE;\n    UPDATE quotes_quote q\n       SET latest_number = v.number, latest_branch = v.branch, latest_state = v.state, latest_total = v.gross_total,\n           latest_discount = v.discount, latest_term_months = v.term_months, latest_valid_until = v.valid_until,\n           updated_at = greatest(q.updated_at, v.updated_at)\n      FROM (SELECT * FROM quotes_quoteversion WHERE quote_id = shown ORDER BY state = 'void', number DESC LIMIT 1) v\n     WHERE q.id = shown\n       AND (q.latest_number, q.latest_branch, q.latest_state, q.latest_total, q.latest_discount,\n            q.latest_term_months, q.latest_valid_until, q.updated_at) IS DISTINCT FROM\n           (v.number, v.branch, v.state, v.gross_total, v.discount,\n            v.term_months, v.valid_until, greatest(q.updated_at, v.updated_at));\n    RETURN NULL;\n", hash='d7e2d6ecde5530aa9263704d194f4ef5e837cf7d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_headline_repeats_the_latest_d6a5b', table='quotes_quoteversion', when='AFTER')),
        ),
        migrations.RunSQL(
            """
            UPDATE quotes_quote q SET latest_term_months = v.term_months
              FROM quotes_quoteversion v
             WHERE v.quote_id = q.id AND v.number = q.latest_number AND v.term_months <> q.latest_term_months
            """,
            migrations.RunSQL.noop,
        ),
    ]
