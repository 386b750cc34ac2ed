"""What was told of our invoice and the buyer's VAT with a competitor's offer holds for the deal: the last told counts."""

from django.db import migrations
from django.db.models import Q


def copy(apps, schema_editor):
    offers = apps.get_model("quotes", "RivalOffer").objects.filter(dropped_at=None)
    told = offers.filter(~Q(our_invoice="") | Q(buyer_credits__isnull=False))
    last = {offer.deal_id: offer for offer in told.order_by("heard_on", "id")}
    kept = apps.get_model("quotes", "DealInvoicing").objects
    kept.bulk_create(
        kept.model(
            deal_id=deal,
            invoice=offer.our_invoice,
            buyer_credits=offer.buyer_credits,
            source=f"{offer.rival}: {offer.source}"[:200],
            set_at=offer.noted_at,
            set_by_id=offer.noted_by_id,
        )
        for deal, offer in last.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ("quotes", "0061_invoices_are_traded"),
    ]

    operations = [
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
