"""Importing a year's working days as the State Council announced them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.workdays import ReadDay
from stakeholders.models import NoticedDay, User, WorkdayNotice


@transaction.atomic
def import_workdays(
    *, year: int, title: str, source: str, days: Sequence[ReadDay], by: User, at: datetime
) -> WorkdayNotice:
    """The whole year at once: what was imported for it before is replaced, and counts change everywhere."""
    if not days:
        raise Refusal("There is no day in this notice: paste one line a day.", field="rows")
    if any(day.day.year != year for day in days):
        raise Refusal("All days of a notice lie in its year.", field="rows")
    told = {"title": title, "source": source, "imported_at": at, "imported_by": by}
    held = WorkdayNotice.objects.select_for_update().filter(year=year).first()
    if held is None:
        with once(stakeholders_workdaynotice_year_key=_at_once):
            held = WorkdayNotice.objects.create(year=year, **told)
    for name, value in told.items():
        setattr(held, name, value)
    held.save(update_fields=list(told))
    held.days.all().delete()
    NoticedDay.objects.bulk_create(
        NoticedDay(notice=held, day=day.day, is_worked=day.is_worked, name=day.name) for day in days
    )
    record("import_workdays", on=held, by=by, at=at, year=year, days=len(days), source=source)
    return held


def _at_once() -> Refusal:
    return Refusal("Somebody else imported this year at the same moment: look at it, then import again.", field="year")
