"""Credits counted from the first outcome, whatever stood: where there are credits it is said to stand, as before."""

from django.db import migrations


def mark(apps, schema_editor):
    options = apps.get_model("quotes", "IssueOption").objects
    credited = options.exclude(tiers=[]).filter(cost=None).values("issue")
    first = options.filter(issue__in=credited).order_by("issue_id", "position").distinct("issue_id").values_list("pk", flat=True)
    options.filter(pk__in=list(first)).update(is_today=True)


class Migration(migrations.Migration):

    dependencies = [
        ("quotes", "0071_what_stands_today"),
    ]

    operations = [
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
