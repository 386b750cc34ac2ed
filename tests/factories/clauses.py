"""The library the desk comes with, where an emptied table lost it, and a clause that legal might write."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.apps import apps

from contracts.actions.clauses import add_clause, change_clause
from contracts.domain.clauses.library import ClauseText, Position
from contracts.domain.clauses.words import Kind, Stance
from contracts.migrations.given import clauses, consent, health_clause
from contracts.models import Clause, ClauseVersion
from dealdesk.kernel.words import Told
from stakeholders.domain.people import Role
from stakeholders.models import User
from tests.factories.law import enter_as_it_comes
from tests.factories.stakeholders import NOW

TEXT = ClauseText(
    kind=Kind.DATA,
    title=Told("备份", "Backups"),
    look=Told("多久备份一次", "How often"),
    trap=Told("没写恢复", "No word on restoring"),
    reason=Told("恢复要花钱", "Restoring costs money"),
    positions=(
        Position(stance=Stance.PREFERRED, wording=Told("每日备份", "Backed up daily")),
        Position(stance=Stance.ACCEPTABLE, wording=Told("每【小时】小时备份", ""), by=Role.DELIVERY),
        Position(stance=Stance.WALK_AWAY, wording=Told("保证不丢失任何数据", "No data is ever lost")),
    ),
    source="法务约定",
)


def write_as_it_comes() -> None:
    enter_as_it_comes()
    if not Clause.objects.exists():
        for told in (clauses, consent, health_clause):
            told.come_worded(apps, None)


def clause(by: User, **changed: Any) -> Clause:
    return add_clause(text=replace(TEXT, **changed), valid_from=NOW.date(), by=by, at=NOW)


def changed(
    made: Clause, by: User, day: date, *, after: int = 1, text: ClauseText = TEXT, **different: Any
) -> ClauseVersion:
    text = replace(text, **(different or {"weight": after + 1}))
    return change_clause(clause=made, after=after, text=text, why="口径统一", valid_from=day, by=by, at=NOW)
