"""The law, the published wordings and the library of clauses that the desk comes with, where they are not there yet."""

from typing import Any, ClassVar

from django.db import migrations

from contracts.migrations.given import (
    clauses,
    consent,
    data_and_terms,
    health_clause,
    law,
    more_of_the_law,
    payment_texts,
    published_wordings,
    texts_of_law,
)


def come(apps: Any, editor: Any) -> None:
    if not apps.get_model("contracts", "Statute").objects.exists():
        for told in (texts_of_law, data_and_terms, payment_texts, more_of_the_law):
            law.come_entered(apps, told.ROWS)
        for words in (published_wordings, clauses, consent, health_clause):
            words.come_worded(apps, editor)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0001_every_table")]
    operations: ClassVar = [migrations.RunPython(come, migrations.RunPython.noop)]
