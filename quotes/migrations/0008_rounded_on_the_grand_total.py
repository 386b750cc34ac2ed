"""A third place to round: the total with tax, so that a clean gross total can be reached from prices before tax."""

from typing import ClassVar

from django.db import migrations, models

from dealdesk.db import choices, one_of
from quotes.domain.pricing.terms import RoundingScope


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0007_signers_released")]
    operations: ClassVar = [
        migrations.AlterField(
            "quoteversion",
            "rounding_scope",
            models.CharField(max_length=10, choices=choices(RoundingScope), default=RoundingScope.LINE),
        ),
        migrations.RemoveConstraint("quoteversion", "version_rounding_scope_known"),
        migrations.AddConstraint("quoteversion", one_of("rounding_scope", RoundingScope, "version_rounding_scope_known")),
    ]
