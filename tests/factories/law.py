"""The texts of law as the desk comes with them: as values, and as rows where an emptied table lost them."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps

from contracts.domain.statutes import Rule, Statute
from contracts.models import Statute as Row

MIGRATIONS = Path(__file__).parents[2] / "contracts" / "migrations"


def landed(name: str) -> Any:
    """A migration by its name, whatever its number came to be."""
    (found,) = MIGRATIONS.glob(f"[0-9]*_{name}.py")
    return import_module(f"contracts.migrations.{found.stem}")


SHIPS = ("texts_of_law", "data_and_terms", "payment_texts", "more_of_the_law")
SHIPPED = tuple(landed(name) for name in SHIPS)
# A day on which all of them are in force.
TODAY = date(2026, 11, 24)


def shipped() -> tuple[Statute, ...]:
    """Read from what the migration writes, so that no figure is said twice."""
    return tuple(
        Statute(
            rule=Rule(rule),
            instrument=instrument,
            article=article,
            says=says,
            in_force_from=begun,
            in_force_to=None,
            checked_on=checked,
            source=source,
            figures={name: Decimal(value) for name, value in figures.items()},
        )
        for told in SHIPPED
        for rule, (instrument, begun, checked, source), article, says, figures in told.ROWS
    )


def law(rule: Rule) -> Statute:
    return next(one for one in shipped() if one.rule is rule)


def enter_as_it_comes() -> None:
    if not Row.objects.exists():
        for told in SHIPPED:
            told.come_entered(apps, None)
