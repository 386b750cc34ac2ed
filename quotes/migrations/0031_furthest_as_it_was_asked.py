"""What was submitted says it from the rule that asked; a draft says it when it is next saved."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0030_furthest_below_list'),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE quotes_quoteversion v
               SET furthest_discount = asked.given, furthest_in = asked.place
              FROM (
                SELECT DISTINCT ON (r.version_id) r.version_id,
                       (r.figures ->> 'discount_percent')::numeric AS given, why -> 'params' ->> 'where' AS place
                  FROM quotes_approvalrequest r
                  JOIN quotes_approvalstep s ON s.request_id = r.id
                  CROSS JOIN LATERAL jsonb_array_elements(s.why) why
                 WHERE why ->> 'figure' = 'discount_percent' AND why -> 'params' ->> 'where' <> ''
                 ORDER BY r.version_id, r.id DESC
              ) asked
             WHERE v.id = asked.version_id AND asked.given > v.discount
            """,
            migrations.RunSQL.noop,
        ),
    ]
