"""A deal's stage follows its offers: on with the first one, and never back."""

from datetime import datetime

import pytest

from quotes.actions.quotes import next_version, send_version
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, JournalEntry, User
from stakeholders.queries.deals import header_part
from tests.factories.haggling import approved
from tests.factories.quotes import passed_over


def stage() -> str:
    return Deal.objects.get().stage


def advances() -> list[dict[str, object]]:
    return [entry.facts for entry in JournalEntry.objects.filter(act="advance_deal").order_by("number")]


@pytest.mark.parametrize("before", [Stage.DIAGNOSIS, Stage.SOLUTION, Stage.VALUE])
def test_the_first_submission_brings_a_deal_to_its_quote(version: QuoteVersion, ada: User, before: Stage) -> None:
    Deal.objects.update(stage=before)
    approved(version, by=ada)
    assert (stage(), advances()) == (Stage.QUOTE, [{"before": before, "after": "quote", "because": "first_offer"}])


@pytest.mark.parametrize("before", [Stage.QUOTE, Stage.NEGOTIATION, Stage.CONTRACT])
def test_it_never_brings_a_deal_back(version: QuoteVersion, ada: User, before: Stage) -> None:
    Deal.objects.update(stage=before)
    approved(version, by=ada)
    assert (stage(), advances()) == (before, [])


def test_a_later_version_leaves_a_deal_where_it_was_taken_back_to(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    first = approved(version, by=ada)
    Deal.objects.update(stage=Stage.SOLUTION)
    approved(next_version(version=first, by=ada, at=now), by=ada)
    assert (stage(), advances()) == (Stage.SOLUTION, [])


def test_the_first_sending_brings_it_there_too(version: QuoteVersion, ada: User, now: datetime) -> None:
    first = approved(version, by=ada)
    Deal.objects.update(stage=Stage.VALUE)
    send_version(version=first, by=ada, at=now)
    assert (stage(), len(advances())) == (Stage.QUOTE, 1)
    Deal.objects.update(stage=Stage.VALUE)
    second = approved(next_version(version=first, by=ada, at=now), by=ada)
    passed_over(version=second, by=ada)
    send_version(version=second, by=ada, at=now)
    assert (stage(), len(advances())) == (Stage.VALUE, 1)


def test_the_head_of_the_deal_shows_it(version: QuoteVersion, ada: User, now: datetime) -> None:
    Deal.objects.update(stage=Stage.DIAGNOSIS)
    approved(version, by=ada)
    path = header_part(ada, Deal.objects.select_related("customer").get(), now).path
    assert [step.key for step in path if step.state == "current"] == ["quote"]
    assert [step.key for step in path if step.state == "done"] == ["diagnosis", "solution", "value"]
