"""Payment plans and support hours are the domain's words, and the database knows the plans."""

from typing import ClassVar

from django.db import migrations, models

from dealdesk.db import choices, one_of
from quotes.domain.pricing.terms import PaymentPlan, SupportHours


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0002_published_and_headline")]
    operations: ClassVar = [
        migrations.AlterField(
            "quoteversion", "payment_plan", models.CharField(max_length=24, choices=choices(PaymentPlan))
        ),
        migrations.AlterField(
            "quoteversion",
            "support_hours",
            models.CharField(max_length=20, blank=True, choices=choices(SupportHours)),
        ),
        migrations.AddConstraint(
            "quoteversion", one_of("payment_plan", PaymentPlan, "version_payment_plan_known")
        ),
    ]
