"""The texts of law as the desk comes with them: as values, and as rows where an emptied table lost them."""

from datetime import date
from decimal import Decimal

from django.apps import apps

from contracts.domain.statutes import Rule, Statute
from contracts.migrations.given import data_and_terms, more_of_the_law, payment_texts, texts_of_law
from contracts.migrations.given import law as entered
from contracts.models import Statute as Row

SHIPPED = (texts_of_law, data_and_terms, payment_texts, more_of_the_law)
# A day on which all of them are in force.
TODAY = date(2026, 11, 24)


def shipped() -> tuple[Statute, ...]:
    """Read from what the tables come with, so that no figure is said twice."""
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
            entered.come_entered(apps, told.ROWS)
