"""All that is held about one person, as one workbook: the only file that assessments ever leave the desk in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from dealdesk.sheets import Column, Kind, Sheet, write
from stakeholders.queries.privacy import Fact

FACTS = (
    Column(_("Kind"), width=16),
    Column(_("Where"), width=20),
    Column(_("When"), Kind.MOMENT),
    Column(_("What"), width=22),
    Column(_("Content"), width=70),
)


def contact_workbook(facts: Sequence[Fact], *, at: datetime) -> bytes:
    rows = [(fact.kind, fact.where, _moment(fact.when), fact.what, fact.value) for fact in facts]
    return write([Sheet(_("Held about one person"), FACTS, rows)], at=at, title=_("Held about one person"))


def _moment(when: date | datetime | None) -> datetime | None:
    if when is None or isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day)  # noqa: DTZ001
