"""How texts of law are entered: those of each file beside this one in the same way."""

from collections.abc import Iterable
from typing import Any


def come_entered(apps: Any, texts: Iterable[tuple[Any, ...]]) -> None:
    rows = apps.get_model("contracts", "Statute")
    rows.objects.bulk_create(
        rows(
            rule=rule,
            instrument=instrument,
            article=article,
            says=says,
            figures=figures,
            in_force_from=begun,
            checked_on=checked,
            source=source,
        )
        for rule, (instrument, begun, checked, source), article, says, figures in texts
    )
