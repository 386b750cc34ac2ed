"""For some hours how often readers asked was counted in a table of the cache's own; each process counts for itself now, and
whoever tried the desk meanwhile has the table still."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0123_numbers_that_are_not_given_twice"),
    ]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS dealdesk_callers", migrations.RunSQL.noop)]
