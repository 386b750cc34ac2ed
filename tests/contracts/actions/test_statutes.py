"""Texts of law, as legal keeps them."""

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.statutes import add_statute, check_statute
from contracts.domain.statutes import Rule, in_force
from contracts.models import Statute
from dealdesk.kernel.refusals import Refusal
from stakeholders.models import JournalEntry, User
from tests.factories.law import enter_as_it_comes
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
NEXT = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    enter_as_it_comes()


def text(by: User, **changed: Any) -> Statute:
    told = {
        "rule": Rule.DAMAGES, "instrument": "新解释", "article": "第一条", "says": "两成", "source": "公报",
        "in_force_from": NEXT, "figures": {"percent_above_loss": D(20)},
    }  # fmt: skip
    return add_statute(**(told | changed), by=by, at=NOW)


def test_a_newer_text_ends_the_one_before_it_and_is_told(lin: User) -> None:
    made = text(lin)
    values = [row.value() for row in Statute.objects.filter(rule=Rule.DAMAGES)]
    shares = [in_force(values, Rule.DAMAGES, day)["percent_above_loss"] for day in (NEXT - timedelta(days=1), NEXT)]
    assert shares == [30, 20]
    assert JournalEntry.objects.get(act="add_statute").facts["text"] == str(made)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"in_force_from": date(2023, 12, 5)}, "in_force_from"),
        ({"figures": {}}, "percent_above_loss"),
        ({"figures": {"percent_above_loss": D(-1)}}, "percent_above_loss"),
    ],
)
def test_a_text_that_begins_too_early_or_names_no_figure_is_refused(
    lin: User, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        text(lin, **changed)
    assert refused.value.field == field
    assert Statute.objects.filter(rule=Rule.DAMAGES).count() == 1


def test_looking_a_text_up_moves_the_day_and_never_back(lin: User) -> None:
    row = Statute.objects.get(rule=Rule.DAMAGES)
    check_statute(statute=row, on=NOW.date(), by=lin, at=NOW)
    row.refresh_from_db()
    assert row.checked_on == NOW.date()
    with pytest.raises(Refusal, match="already"):
        check_statute(statute=row, on=NOW.date() - timedelta(days=1), by=lin, at=NOW)


def test_the_database_keeps_a_text_as_it_was() -> None:
    row = Statute.objects.get(rule=Rule.DAMAGES)
    for change in (lambda: Statute.objects.filter(pk=row.pk).update(says="另一个"), row.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    assert Statute.objects.get(pk=row.pk).says == row.says
