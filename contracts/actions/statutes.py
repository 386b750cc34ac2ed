"""Texts of law: legal enters the one that took another's place, and says when it was last looked up."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from contracts.domain.statutes import FIGURES, Rule
from contracts.models import Statute
from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_statute(
    *,
    rule: Rule,
    instrument: str,
    article: str,
    says: str,
    source: str,
    in_force_from: date,
    figures: Mapping[str, Decimal],
    by: User,
    at: datetime,
) -> Statute:
    """In force from that day; the text before it ends there. What was reckoned by the earlier one stays true."""
    _refuse_unless_figures(rule, figures)
    last = Statute.objects.select_for_update().filter(rule=rule).order_by("-in_force_from").first()
    if last is not None and in_force_from <= last.in_force_from:
        raise _begins_earlier(last)
    if last is not None and last.in_force_to is None:
        last.in_force_to = in_force_from
        last.save(update_fields=["in_force_to"])
    with once(one_text_a_rule=lambda: Refusal("Another text on this is in force then.", field="in_force_from")):
        made = Statute.objects.create(
            rule=rule,
            instrument=instrument,
            article=article,
            says=says,
            source=source,
            in_force_from=in_force_from,
            checked_on=at.date(),
            figures={name: str(value) for name, value in figures.items()},
            added_at=at,
            added_by=by,
        )
    record("add_statute", on=made, by=by, at=at, rule=rule, text=str(made), day=in_force_from.isoformat())
    return made


@transaction.atomic
def check_statute(*, statute: Statute, on: date, by: User, at: datetime) -> None:
    """It was looked up, or looked up again, and says the same."""
    held = Statute.objects.select_for_update().get(pk=statute.pk)
    if held.checked_on and on < held.checked_on:
        raise Refusal("It was looked up on %(day)s already.", day=held.checked_on.isoformat())
    held.checked_on = on
    held.save(update_fields=["checked_on"])
    record("check_statute", on=held, by=by, at=at, rule=held.rule, text=str(held))


def _refuse_unless_figures(rule: Rule, figures: Mapping[str, Decimal]) -> None:
    for name in FIGURES[rule]:
        if name not in figures or figures[name] < 0:
            raise Refusal("Enter the figure that the text names; it is not below nothing.", field=name)


def _begins_earlier(last: Statute) -> Refusal:
    return Refusal(
        "%(text)s is in force from %(day)s on: a new text begins later.",
        field="in_force_from",
        text=str(last),
        day=last.in_force_from.isoformat(),
    )
