"""Roles that were asked once and never gave their word stop seeing the deal, as they do from now on."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Q


def release(apps: Any, schema_editor: Any) -> None:
    steps = apps.get_model("quotes", "ApprovalStep").objects.filter(
        Q(decision__isnull=False) | Q(request__closed_at=None),
        request__version__quote__deal=OuterRef("deal"),
        role=OuterRef("role"),
    )
    apps.get_model("stakeholders", "DealSigner").objects.filter(~Exists(steps)).delete()


class Migration(migrations.Migration):
    dependencies = [("quotes", "0006_submitted_is_not_undone"), ("stakeholders", "0004_deal_before_its_stream")]

    operations = [migrations.RunPython(release, migrations.RunPython.noop)]
