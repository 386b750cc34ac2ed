"""Whoever looks after clauses may open a deal that has a checklist, those among them whom an approval shut out."""

from django.db import migrations

ROLES = ("delivery", "finance", "legal")


def open_again(apps, schema_editor):
    signers = apps.get_model("stakeholders", "DealSigner").objects
    for made in apps.get_model("contracts", "Checklist").objects.filter(number=1):
        kept = {"for_contract": True}
        asked = kept | {"asked_at": made.made_at, "asked_by_id": made.made_by_id}
        for role in ROLES:
            signers.update_or_create(deal_id=made.deal_id, role=role, defaults=kept, create_defaults=asked)


class Migration(migrations.Migration):

    dependencies = [
        ("contracts", "0009_checklists"),
        ("stakeholders", "0030_signers_for_contracts"),
    ]

    operations = [
        migrations.RunPython(open_again, migrations.RunPython.noop),
    ]
