"""How a product is charged in a draft of a price book: another price model, or none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.pricebooks import PUBLISHED
from quotes.domain.pricing.charges import from_json, to_json
from quotes.models import PriceBookVersion, PriceItem
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def save_charge(*, item: PriceItem, charge: Mapping[str, Any] | None, by: User, at: datetime) -> PriceItem:
    """The price model that JSON describes, stored as it is written; None goes back to quantity × list price.

    Refuses what `from_json` refuses, at the path of what is wrong, and a version that is published.
    """
    version = PriceBookVersion.objects.select_for_update(of=("self",)).select_related("book").get(pk=item.version_id)
    if not version.is_draft:
        raise Refusal(PUBLISHED)
    item.charge = None if charge is None else to_json(from_json(charge))
    item.save(update_fields=["charge"])
    facts: dict[str, Any] = {"name": version.book.name, "version": version.number, "code": item.product.code}
    record("save_charge", on=version, by=by, at=at, **facts, kind=item.charge["kind"] if item.charge else "per_unit")
    return item
