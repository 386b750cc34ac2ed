"""Whoever decided may approve and holds the money; whoever was spoken to was touched at least briefly."""

from typing import Any

from django.db import migrations


def carry_over(apps: Any, schema_editor: Any) -> None:
    seats = apps.get_model("stakeholders", "Seat").objects.all()
    seats.filter(decides=True).update(can_approve=True, roles=["economic"])
    seats.filter(last_contact_on__isnull=False).update(coverage="brief")


def carry_back(apps: Any, schema_editor: Any) -> None:
    apps.get_model("stakeholders", "Seat").objects.filter(can_approve=True).update(decides=True)


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0011_what_a_seat_knows")]

    operations = [migrations.RunPython(carry_over, carry_back)]
