"""Each month chose how its contract words availability. Where all months chose the same, that is the contract's own word
now; where they did not nobody can tell, and each month keeps the name beside where its figure comes from."""

from typing import Any, ClassVar

from django.db import migrations

MOST_SOURCE = 200


def choose(apps: Any, _: Any) -> None:
    months = apps.get_model("contracts", "DeliveredFigure").objects.filter(promise__kind="availability")
    for life in apps.get_model("contracts", "ContractLife").objects.all():
        figures = list(months.filter(promise__life=life).select_related("wording").order_by("month"))
        if len({figure.wording_id for figure in figures}) > 1:
            name_each(figures)
        elif figures and figures[-1].wording_id:
            life.wording_id, life.wording_source = figures[-1].wording_id, figures[-1].source
            life.save(update_fields=["wording", "wording_source"])


def name_each(figures: list[Any]) -> None:
    for figure in figures:
        if figure.wording_id and figure.wording.name not in figure.source:
            said = f" · {figure.wording.name}"
            figure.source = figure.source[: MOST_SOURCE - len(said)] + said
            figure.save(update_fields=["source"])


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0039_wording_of_a_contract")]
    operations: ClassVar = [migrations.RunPython(choose, migrations.RunPython.noop)]
