"""Words from before their writer was kept are taken for the judge's own: somebody else signs them off."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0044_erased_copies'),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE contracts_checklistitem SET worded_at = judged_at, worded_by_id = judged_by_id
             WHERE worded_by_id IS NULL AND judged_by_id IS NOT NULL AND (theirs <> '' OR figure IS NOT NULL)
            """,
            migrations.RunSQL.noop,
        ),
    ]
