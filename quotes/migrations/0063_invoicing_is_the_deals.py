"""Our invoice and the buyer's VAT are told once a deal, no longer with each competitor's offer."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("quotes", "0062_invoicing_from_offers"),
    ]

    operations = [
        migrations.RemoveField(model_name="rivaloffer", name="our_invoice"),
        migrations.RemoveField(model_name="rivaloffer", name="buyer_credits"),
    ]
