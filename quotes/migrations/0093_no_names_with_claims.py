"""What the coach kept of a claim named the competitor and who had said it, where erasing a person did not reach."""

from django.db import migrations

KEPT = "pgtrigger_coach_notes_are_kept_b5915"
STRIP = f"""
ALTER TABLE quotes_coachnote DISABLE TRIGGER {KEPT};
UPDATE quotes_coachnote SET facts = facts - 'rival' - 'source' WHERE hint = 'claimed';
ALTER TABLE quotes_coachnote ENABLE TRIGGER {KEPT};
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0092_private_hints")]

    operations = [migrations.RunSQL(STRIP, migrations.RunSQL.noop)]
