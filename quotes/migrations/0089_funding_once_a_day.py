"""Of several rates that began on one day only the last was ever in force: the others go; the journal keeps them."""

from django.db import migrations

KEPT = "pgtrigger_funding_rates_are_kept_04694"
COPY = f"""
ALTER TABLE quotes_fundingrate DISABLE TRIGGER {KEPT};
DELETE FROM quotes_fundingrate gone
 USING quotes_fundingrate last
 WHERE last.currency = gone.currency AND last.valid_from = gone.valid_from AND last.id > gone.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE quotes_fundingrate ENABLE TRIGGER {KEPT};
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0088_funding_in_a_currency")]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
