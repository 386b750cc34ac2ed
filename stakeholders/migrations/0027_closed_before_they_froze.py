from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def freeze(apps: Any, schema_editor: Any) -> None:
    """Deals that were closed with a price before closing froze anything: frozen as they were closed."""
    deals, budgets = apps.get_model("stakeholders", "Deal"), apps.get_model("stakeholders", "BudgetEstimate")
    closed = deals.objects.filter(closed_at__isnull=False, last_price__isnull=False)
    its = deals.objects.filter(pk=OuterRef("deal"))
    budgets.objects.filter(frozen_at=None, deal__in=closed).update(
        frozen_at=Subquery(its.values("closed_at")),
        frozen_by=Subquery(its.values("closed_by")),
        frozen_for=Subquery(its.values("number")),
    )
    for deal in closed.exclude(pk__in=budgets.objects.values("deal")):
        frozen = {"frozen_at": deal.closed_at, "frozen_by_id": deal.closed_by_id, "frozen_for": deal.number}
        budgets.objects.create(deal=deal, currency=deal.currency, **frozen)


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0026_closed_freezes_the_budget")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
