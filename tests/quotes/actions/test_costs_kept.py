"""A submitted offer keeps what its cost followed from, so that its margin is the same years later."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, transaction

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.costs import choose_cost_model, draft_cost_model, publish_cost_model, save_costs
from quotes.actions.costs.kept import keep_cost
from quotes.actions.quotes import next_version
from quotes.actions.usage import choose_usage, revise_scenario
from quotes.domain.costs.stored import content_hash, result_json
from quotes.domain.costs.words import CostPart
from quotes.models import CostModelVersion, CostSnapshot, QuoteVersion, UsageScenario
from stakeholders.models import Deal, JournalEntry, User
from tests.factories.costs import cost_draft, cost_model, rows
from tests.factories.haggling import approved, discounted
from tests.factories.usage import saved
from tests.quotes.domain.usage.scenarios import scenario as told

NEW_YEAR = date(2027, 1, 1)
D = Decimal


@pytest.fixture
def model(fay: User) -> CostModelVersion:
    return cost_model(by=fay)


@pytest.fixture
def usage(deal: Deal, pre: User) -> UsageScenario:
    """10,000 streams of 1.5 Mbps: 15,000 Mbps, 10,001 streams in and out."""
    return saved(deal=deal, by=pre)


@pytest.fixture
def costed(version: QuoteVersion, usage: UsageScenario, model: CostModelVersion, pre: User, now: datetime) -> Any:
    choose_usage(version=version, scenario=usage, by=pre, at=now)
    return version


def dearer(model: CostModelVersion, by: User, at: datetime) -> CostModelVersion:
    """The next version, twice as dear, in force from the new year on."""
    draft = draft_cost_model(version=model, source="2027", by=by, at=at)
    save_costs(
        version=draft, rows=rows(bandwidth="16", research="16400"), minimum=D(35), target=D(50), carried_by={},
        by=by, at=at,
    )  # fmt: skip
    return publish_cost_model(version=draft, valid_from=NEW_YEAR, by=by, at=at)


def test_submitting_keeps_the_cost_floor_and_revenue(costed: QuoteVersion, ada: User) -> None:
    kept = approved(costed, by=ada).cost
    # A month: 15,000 Mbps × 8, 18 servers and a spare × 1,500, 8,200 of R&D, 6,400 of support.
    assert kept.cost == 12 * (15_000 * 8 + 19 * 1_500 + 8_200 + 6_400)
    assert (kept.floor, kept.target) == (D("2446500.00"), D("2796000.00"))
    assert kept.revenue == D("792075.47")
    assert kept.margin is not None
    assert kept.margin.percent is not None
    assert kept.margin.percent.rounded().points == D("-147.10")


def test_what_was_kept_gives_the_same_when_it_is_reckoned_again_after_the_model_changed(
    costed: QuoteVersion, model: CostModelVersion, ada: User, fay: User, pre: User, usage: UsageScenario, now: datetime
) -> None:
    old = approved(costed, by=ada)
    dearer(model, fay, now)
    revise_scenario(scenario=usage, name="更大的班", told=told(rooms=50_000), by=pre, at=now)
    kept = CostSnapshot.objects.get(version=old)
    assert result_json(kept.reckoned()) == kept.content["result"]
    assert content_hash(kept.content) == kept.content_hash
    assert kept.reckoned().costed.floor == kept.floor == D("2446500.00")
    assert kept.model_version == model


def test_the_next_version_is_weighed_with_what_holds_on_its_own_day(
    costed: QuoteVersion, model: CostModelVersion, ada: User, fay: User, now: datetime
) -> None:
    first = approved(costed, by=ada)
    coming = dearer(model, fay, now)
    later = now + timedelta(days=40)
    second = approved(next_version(version=first, by=ada, at=later), by=ada, at=later)
    assert (first.cost.model_version, second.cost.model_version) == (model, coming)
    assert second.cost.cost > first.cost.cost
    assert CostSnapshot.objects.get(version=first).cost == first.cost.cost


def test_a_version_without_usage_keeps_nothing_and_once_it_is_told_keeps_what_held_then(
    version: QuoteVersion, usage: UsageScenario, model: CostModelVersion, ada: User, pre: User, fay: User, now: datetime
) -> None:
    sent = approved(version, by=ada)
    assert not CostSnapshot.objects.exists()
    dearer(model, fay, now)
    choose_usage(version=sent, scenario=usage, by=pre, at=now + timedelta(days=60))
    assert CostSnapshot.objects.get().model_version == model


def test_what_is_chosen_for_the_deal_later_says_nothing_of_an_offer_that_was_out(
    version: QuoteVersion, usage: UsageScenario, model: CostModelVersion, deal: Deal, ada: User, pre: User, fay: User,
    now: datetime,
) -> None:  # fmt: skip
    other = cost_model(by=fay, name="海外成本")
    choose_cost_model(deal=deal, model=model.model, by=pre, at=now)
    sent = approved(version, by=ada)
    choose_cost_model(deal=deal, model=other.model, by=pre, at=now + timedelta(days=1))

    choose_usage(version=sent, scenario=usage, by=pre, at=now + timedelta(days=2))
    draft = next_version(version=sent, by=ada, at=now + timedelta(days=2))

    assert CostSnapshot.objects.get().model_version == model
    assert list(CostModelVersion.objects.for_deal(deal.pk, now.date())) == [other]
    assert approved(draft, by=ada, at=now + timedelta(days=2)).cost.model_version == other


def test_of_two_models_one_has_to_be_chosen(
    costed: QuoteVersion, deal: Deal, ada: User, fay: User, pre: User, now: datetime
) -> None:
    other = cost_model(by=fay, name="海外成本")
    choose_cost_model(deal=deal, model=other.model, by=pre, at=now)
    assert approved(costed, by=ada).cost.model_version == other


def test_and_while_it_is_not_nothing_is_kept(costed: QuoteVersion, ada: User, fay: User) -> None:
    cost_model(by=fay, name="海外成本")
    approved(costed, by=ada)
    assert not CostSnapshot.objects.exists()


def test_a_model_that_is_not_in_force_cannot_be_chosen(deal: Deal, fay: User, pre: User, now: datetime) -> None:
    draft = cost_draft(by=fay)
    with pytest.raises(StaleRefusal, match="not in force"):
        choose_cost_model(deal=deal, model=draft.model, by=pre, at=now)


def test_with_a_gap_no_floor_is_kept(
    version: QuoteVersion, usage: UsageScenario, ada: User, fay: User, pre: User, now: datetime
) -> None:
    cost_model(by=fay, rows=rows(bandwidth=None))
    choose_usage(version=version, scenario=usage, by=pre, at=now)
    kept = approved(version, by=ada).cost
    assert (kept.is_complete, kept.floor, kept.target, kept.margin) == (False, None, None, None)
    assert kept.content["result"]["gaps"][0]["params"]["region"] == "华东"


@pytest.mark.parametrize("dear", [False, True])
def test_usage_beyond_all_measure_is_submitted_like_any_other_and_keeps_nothing(
    version: QuoteVersion, model: CostModelVersion, deal: Deal, ada: User, pre: User, now: datetime, dear: bool
) -> None:
    """Were it refused, a seller could type ever more rooms and read from the first refusal what one costs."""
    if dear:
        dearer(model, model.created_by, now)
    vast = saved(deal=deal, by=pre, rooms=10**8, growth=Percent(D(100)))
    choose_usage(version=version, scenario=vast, by=pre, at=now)
    assert not CostSnapshot.objects.filter(version=approved(version, by=ada)).exists()


def test_a_drafts_cost_is_not_kept(costed: QuoteVersion, ada: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="moves with it"):
        keep_cost(costed, ada, now)


@pytest.mark.parametrize(
    "write", [lambda kept: CostSnapshot.objects.update(cost=D(1)), lambda kept: CostSnapshot.objects.all().delete()]
)
def test_what_is_kept_never_changes(costed: QuoteVersion, ada: User, write: Any) -> None:
    approved(costed, by=ada)
    with pytest.raises((InternalError, ProgrammingError), match="kept as it was"), transaction.atomic():
        write(costed)


def test_the_journal_of_the_deal_holds_no_cost(costed: QuoteVersion, deal: Deal, ada: User) -> None:
    kept = approved(discounted(costed, "5", by=ada), by=ada).cost
    facts = "".join(str(entry.facts) for entry in JournalEntry.objects.filter(deal=deal))
    assert [figure for figure in (kept.cost, kept.floor, kept.target) if str(figure) in facts] == []
    assert CostPart.BANDWIDTH in kept.reckoned().reckoned.parts
