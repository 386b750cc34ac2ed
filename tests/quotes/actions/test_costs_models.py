"""A cost model is drafted, published from a day on, and never changes after that; the journal keeps no figure of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.costs import (
    clone_cost_model,
    create_cost_model,
    discard_cost_model,
    draft_cost_model,
    publish_cost_model,
    save_costs,
)
from quotes.domain.costs.words import CostPart
from quotes.models import CostModel, CostModelVersion
from stakeholders.models import JournalEntry, User
from tests.factories.costs import CARRIES, MINIMUM, TARGET, cost_draft, cost_model, rows
from tests.threads import at_once

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def model(fay: User) -> CostModelVersion:
    return cost_model(by=fay)


def test_what_is_saved_is_read_back(fay: User) -> None:
    draft = cost_draft(by=fay, carried_by={CostPart.RECORDING: ["REC-MIX"], CostPart.CDN: []})
    found = CostModelVersion.objects.get(pk=draft.pk).terms()
    assert (found.minimum, found.target) == (MINIMUM, TARGET)
    assert found.carried_by == {CostPart.RECORDING: ("REC-MIX",)}
    assert found.rows == rows()
    assert found.rows[1].capacity == CARRIES


def test_the_next_version_states_what_this_one_does(model: CostModelVersion, fay: User, now: datetime) -> None:
    draft = draft_cost_model(version=model, source="2027 年口径", by=fay, at=now)
    assert (draft.number, draft.is_draft, draft.terms()) == (2, True, model.terms())


def test_there_is_one_draft_at_a_time(model: CostModelVersion, fay: User, now: datetime) -> None:
    draft_cost_model(version=model, source="2027", by=fay, at=now)
    with pytest.raises(Refusal, match="V2 is still a draft"):
        draft_cost_model(version=model, source="2027", by=fay, at=now)


def test_publishing_ends_the_one_in_force(model: CostModelVersion, fay: User, now: datetime) -> None:
    draft = draft_cost_model(version=model, source="2027 年口径", by=fay, at=now)
    publish_cost_model(version=draft, valid_from=NEW_YEAR, by=fay, at=now)
    in_force = [CostModelVersion.objects.in_force(day).get() for day in (date(2026, 12, 31), NEW_YEAR)]
    assert in_force == [model, draft]


def test_what_contradicts_itself_is_not_published(fay: User, now: datetime) -> None:
    draft = cost_draft(by=fay, minimum=None)
    with pytest.raises(Refusal, match="State the lowest margin"):
        publish_cost_model(version=draft, valid_from=NEW_YEAR, by=fay, at=now)


def test_nothing_begins_on_a_day_that_has_passed(fay: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        publish_cost_model(version=cost_draft(by=fay), valid_from=now.date() - timedelta(days=1), by=fay, at=now)
    assert refused.value.field == "valid_from"


def test_two_versions_do_not_begin_on_one_day(model: CostModelVersion, fay: User, now: datetime) -> None:
    draft = draft_cost_model(version=model, source="2027", by=fay, at=now)
    with pytest.raises(Refusal, match="V1 is in force from"):
        publish_cost_model(version=draft, valid_from=model.valid_from, by=fay, at=now)


def test_published_unit_costs_are_refused_by_the_action(model: CostModelVersion, fay: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="never change"):
        save_costs(version=model, rows=rows(), minimum=MINIMUM, target=TARGET, carried_by={}, by=fay, at=now)


@pytest.mark.parametrize(
    "write",
    [
        lambda version: version.rows.update(amount=Decimal(1)),
        lambda version: version.rows.all()[0].delete(),
        lambda version: CostModelVersion.objects.filter(pk=version.pk).update(minimum_margin=Decimal(1)),
        lambda version: CostModelVersion.objects.filter(pk=version.pk).delete(),
        lambda version: version.rows.create(
            position=99, part="support", rule="month", currency="CNY", dated_on=NEW_YEAR, source="x"
        ),
    ],
)
def test_and_by_the_database(model: CostModelVersion, write: object) -> None:
    with pytest.raises((InternalError, ProgrammingError), match="never"), transaction.atomic():
        write(model)  # type: ignore[operator]


def test_another_model_begins_with_the_same_unit_costs(model: CostModelVersion, fay: User, now: datetime) -> None:
    made = clone_cost_model(version=model, name="海外成本", currency="USD", source="定价会", by=fay, at=now)
    assert (made.model.currency, made.number, made.terms().rows) == ("USD", 1, model.terms().rows)
    with pytest.raises(Refusal, match="of this name already"):
        clone_cost_model(version=model, name="海外成本", currency="USD", source="定价会", by=fay, at=now)


def test_a_discarded_first_draft_takes_its_model_along(fay: User, now: datetime) -> None:
    draft = create_cost_model(name="试算", currency="CNY", source="试算", by=fay, at=now)
    discard_cost_model(version=draft, by=fay, at=now)
    assert not CostModel.objects.exists()


def test_the_journal_tells_who_changed_costs_and_never_a_figure(model: CostModelVersion, fay: User) -> None:
    entries = JournalEntry.objects.filter(act__in=["create_cost_model", "save_costs", "publish_cost_model"])
    assert [entry.act for entry in entries.order_by("number")] == [
        "create_cost_model",
        "save_costs",
        "publish_cost_model",
    ]
    told = "".join(str(entry.facts) for entry in entries)
    assert [figure for figure in ("8200", "1500", "6400", "20.0") if figure in told] == []


@pytest.mark.django_db(transaction=True)
def test_two_people_who_draft_at_once_meet(fay: User, now: datetime) -> None:
    model = cost_model(by=fay)
    answers = at_once(*[lambda: draft_cost_model(version=model, source="2027", by=fay, at=now)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["CostModelVersion", "Refusal"]


def test_a_draft_that_another_model_begins_from_goes_after_it(fay: User, now: datetime) -> None:
    draft = cost_draft(by=fay)
    clone = clone_cost_model(version=draft, name="海外成本", currency="USD", source="2027", by=fay, at=now)

    with pytest.raises(Refusal, match="海外成本 V1 was begun from this draft"):
        discard_cost_model(version=draft, by=fay, at=now)

    for gone in (clone, draft):
        discard_cost_model(version=gone, by=fay, at=now)
    assert not CostModel.objects.exists()
