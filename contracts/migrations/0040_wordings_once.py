"""Each month chose how its contract words availability; what the last of them chose is the contract's own word now."""

from typing import Any, ClassVar

from django.db import migrations


def choose(apps: Any, _: Any) -> None:
    figures = apps.get_model("contracts", "DeliveredFigure").objects.filter(wording__isnull=False)
    lives = apps.get_model("contracts", "ContractLife").objects
    for figure in figures.select_related("promise").order_by("month"):
        told = {"wording_id": figure.wording_id, "wording_source": figure.source}
        lives.filter(pk=figure.promise.life_id).update(**told)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0039_wording_of_a_contract")]
    operations: ClassVar = [migrations.RunPython(choose, migrations.RunPython.noop)]
