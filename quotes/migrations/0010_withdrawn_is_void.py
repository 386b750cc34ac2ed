"""A version that was taken back is void, with the day and the person of the request that was withdrawn."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

REASON = "审批已撤回"
SHOWN = {
    "latest_number": "number",
    "latest_state": "state",
    "latest_total": "gross_total",
    "latest_discount": "discount",
    "latest_valid_until": "valid_until",
}


def name_the_end(apps: Any, _: Any) -> None:
    versions = apps.get_model("quotes", "QuoteVersion").objects
    requests = apps.get_model("quotes", "ApprovalRequest").objects
    taken_back = requests.filter(version=OuterRef("pk"), closed_because="withdrawn").order_by("-closed_at")
    versions.filter(state="withdrawn").update(
        state="void",
        void_reason=REASON,
        voided_at=Coalesce(Subquery(taken_back.values("closed_at")[:1]), F("updated_at")),
        voided_by=Coalesce(Subquery(taken_back.values("requested_by")[:1]), F("frozen_by")),
    )
    versions.filter(state="accepted").update(accepted_at=F("sent_at"), accepted_by=F("sent_by"))


def repeat_the_latest(apps: Any, _: Any) -> None:
    """A headline is the newest version that is not void, or the newest where all are."""
    quotes = apps.get_model("quotes", "Quote").objects
    versions = apps.get_model("quotes", "QuoteVersion").objects.filter(quote=OuterRef("pk"))
    for shown in (versions.order_by("-number"), versions.exclude(state="void").order_by("-number")):
        found = quotes.annotate(shown=Subquery(shown.values("number")[:1])).filter(shown__isnull=False)
        found.update(**{column: Subquery(shown.values(of)[:1]) for column, of in SHOWN.items()})


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0009_ends_and_branches")]
    operations: ClassVar = [
        migrations.RunPython(name_the_end, migrations.RunPython.noop),
        migrations.RunPython(repeat_the_latest, migrations.RunPython.noop),
    ]
