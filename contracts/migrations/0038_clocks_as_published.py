"""The clocks and claim windows that vendors publish, on wordings that nobody may change otherwise."""

from typing import ClassVar

from django.db import migrations

from contracts.migrations.given import published_clocks

KEPT = "pgtrigger_sla_wordings_are_kept_e5bc9"
OFF, ON = (f"ALTER TABLE contracts_slawording {word} TRIGGER {KEPT};" for word in ("DISABLE", "ENABLE"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0037_clocks")]
    operations: ClassVar = [
        migrations.RunSQL(OFF, migrations.RunSQL.noop),
        migrations.RunPython(published_clocks.come_timed, migrations.RunPython.noop),
        migrations.RunSQL(ON, migrations.RunSQL.noop),
    ]
