"""The library of clauses: legal puts one in, enters the version that takes another's place, and retires one."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from contracts.domain.clauses.library import ClauseText, Position
from contracts.models import Clause, ClauseRetirement, ClauseVersion
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_clause(*, text: ClauseText, valid_from: date, by: User, at: datetime) -> Clause:
    _refuse_the_past(valid_from, at)
    clause = Clause.objects.create(kind=text.kind)
    made = _enter(clause, 1, text, "", valid_from, by, at)
    record("add_clause", on=made, by=by, at=at, title=made.title_zh, day=valid_from.isoformat())
    return clause


@transaction.atomic
def change_clause(
    *, clause: Clause, after: int, text: ClauseText, why: str, valid_from: date, by: User, at: datetime
) -> ClauseVersion:
    """The next version, written from number `after`, which ends where this one begins. What was checked by an earlier
    version stays checked by it."""
    held = Clause.objects.select_for_update().get(pk=clause.pk)
    last = held.versions.select_related("clause").order_by("-number")[0]
    if last.number != after:
        raise _came_second(last)
    _refuse_gone(held)
    if last.value() == text:
        raise Refusal("Nothing differs from V%(number)s.", number=last.number)
    if valid_from <= last.valid_from:
        raise _begins_earlier(last)
    _refuse_the_past(valid_from, at)
    last.valid_to = valid_from
    last.save(update_fields=["valid_to"])
    made = _enter(held, last.number + 1, text, why, valid_from, by, at)
    record("change_clause", on=made, by=by, at=at, title=made.title_zh, number=made.number, day=valid_from.isoformat())
    return made


@transaction.atomic
def retire_clause(*, clause: Clause, gone_on: date, reason: str, by: User, at: datetime) -> ClauseRetirement:
    """No checklist made from that day on asks for it; those that are there go on and say so."""
    held = Clause.objects.select_for_update().get(pk=clause.pk)
    last = held.versions.order_by("-number")[0]
    _refuse_gone(held)
    if gone_on <= last.valid_from:
        raise Refusal(
            "V%(number)s is in force from %(day)s on: choose a later day.",
            field="gone_on",
            number=last.number,
            day=last.valid_from.isoformat(),
        )
    _refuse_the_past(gone_on, at, field="gone_on")
    last.valid_to = gone_on
    last.save(update_fields=["valid_to"])
    gone = ClauseRetirement.objects.create(clause=held, gone_on=gone_on, reason=reason, retired_at=at, retired_by=by)
    record("retire_clause", on=last, by=by, at=at, title=last.title_zh, day=gone_on.isoformat())
    return gone


def _refuse_gone(clause: Clause) -> None:
    if gone := clause.gone:
        raise Refusal("This clause is retired from %(day)s on: write a new one.", day=gone.gone_on.isoformat())


def _refuse_the_past(day: date, at: datetime, field: str = "valid_from") -> None:
    if day < timezone.localdate(at):
        raise Refusal("This day has passed. Choose today or later.", field=field)


def _came_second(last: ClauseVersion) -> StaleRefusal:
    return StaleRefusal(
        "V%(number)s was entered meanwhile. Look at what it changed, then enter yours again.",
        field="after",
        number=last.number,
    )


def _begins_earlier(last: ClauseVersion) -> Refusal:
    return Refusal(
        "V%(number)s is in force from %(day)s on: the next version begins later.",
        field="valid_from",
        number=last.number,
        day=last.valid_from.isoformat(),
    )


def _enter(
    clause: Clause, number: int, text: ClauseText, why: str, valid_from: date, by: User, at: datetime
) -> ClauseVersion:
    scope = text.scope
    said: dict[str, Any] = {
        f"{name}_{tongue}": getattr(told, tongue)
        for name in ("title", "look", "trap", "reason")
        for told in [getattr(text, name)]
        for tongue in ("zh", "en")
    }
    return ClauseVersion.objects.create(
        clause=clause,
        number=number,
        **said,
        positions=[_stored(one) for one in text.positions],
        weight=text.weight,
        rules=list(text.rules),
        industries=sorted(scope.industries),
        regions=sorted(scope.regions),
        buyers=sorted(scope.buyers),
        sizes=sorted(scope.sizes),
        source=text.source,
        why=why,
        valid_from=valid_from,
        added_at=at,
        added_by=by,
    )


def _stored(one: Position) -> dict[str, str]:
    return {"stance": one.stance, "zh": one.wording.zh, "en": one.wording.en, "by": one.by or ""}
