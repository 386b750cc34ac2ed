"""The gate asked of the database as one condition says what it says fact by fact."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from quotes.actions.coach import set_aims
from quotes.actions.quotes import next_version
from quotes.domain.coach.talk import Aims
from quotes.models import CostSnapshot, QuoteVersion, UsageScenario, ValueWord
from quotes.models.readiness import green_before, known_of
from quotes.queries.readiness import idle_deals, idle_since
from stakeholders.actions.deals import change_deal
from stakeholders.domain.engagements import EngagementKind
from stakeholders.models import BudgetSignal, Deal, Engagement, Seat, User
from tests.factories.budgets import signal
from tests.factories.costs import cost_draft
from tests.factories.haggling import approved
from tests.factories.readiness import known
from tests.factories.rivals import rival

pytestmark = pytest.mark.django_db
LATE = timedelta(days=3)
AIMS = Aims(target=Decimal(800_000), reservation=Decimal(700_000), months=12, rounds=3, beta=Decimal("0.6"))


@pytest.fixture
def ready(version: QuoteVersion, deal: Deal, ada: User, now: datetime) -> Deal:
    """All is known since the first day."""
    known(deal, ada, now)
    signal(deal=deal, by=ada)
    set_aims(quote=version.quote, aims=AIMS, by=ada, at=now)
    return deal


def green(deal: Deal, moment: datetime) -> bool:
    """As the database says it, which is what the facts say one by one."""
    day, found = timezone.localdate(moment), known_of(Deal.objects.get(pk=deal.pk)).gate().green_since
    said = Deal.objects.filter(green_before(moment), pk=deal.pk).exists()
    assert said == (found is not None and found < day)
    return said


def midnight_after(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0) + timedelta(days=1)


Change = Callable[[Deal, User, datetime], object]
# fmt: off
MISSING: dict[str, Change] = {
    "needs": lambda deal, by, at: change_deal(deal, needs="", by=by, at=at),
    "needs rewritten": lambda deal, by, at: change_deal(deal, needs="不卡顿", by=by, at=at + LATE),
    "the competition rewritten": lambda deal, by, at: change_deal(deal, competitor_note="两家", by=by, at=at + LATE),
    "nobody to talk to": lambda deal, by, at: Seat.objects.filter(kind="finance").delete(),
    "logged late": lambda deal, by, at: Engagement.objects.filter(contacts__seat="finance").update(logged_at=at + LATE),
    "unanswered": lambda deal, by, at: Engagement.objects.update(kind=EngagementKind.MESSAGE),
    "use removed": lambda deal, by, at: UsageScenario.objects.update(removed_at=at, removed_by=by),
    "value": lambda deal, by, at: ValueWord.objects.all().delete(),
    "value noted late": lambda deal, by, at: ValueWord.objects.update(noted_at=at + LATE),
    "budget": lambda deal, by, at: BudgetSignal.objects.all().delete(),
}
# fmt: on


def test_a_deal_of_which_all_is_known_is_green_from_the_next_day_on(ready: Deal, now: datetime) -> None:
    assert [green(ready, moment) for moment in (midnight_after(now), midnight_after(now) - timedelta(days=1))] == [
        True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("what", MISSING)
def test_it_is_not_while_something_is_missing_or_newer(ready: Deal, ada: User, now: datetime, what: str) -> None:
    MISSING[what](ready, ada, now)
    assert green(ready, midnight_after(now)) is False


def test_a_competitors_offer_stands_for_the_note(ready: Deal, ada: User, now: datetime) -> None:
    change_deal(ready, competitor_note="", by=ada, at=now)
    assert green(ready, midnight_after(now)) is False
    rival(deal=ready, by=ada)
    assert green(ready, midnight_after(now)) is True


@pytest.mark.parametrize(
    ("kept", "is_green"),
    [([(0, True)], True), ([(0, True), (1, False)], False), ([(0, False), (1, True)], False), ([(0, False)], False)],
)
def test_without_a_plan_the_floor_is_known_since_every_cost_was_complete(
    version: QuoteVersion, deal: Deal, ada: User, fay: User, now: datetime, kept: list[tuple[int, bool]], is_green: bool
) -> None:
    known(deal, ada, now)
    signal(deal=deal, by=ada)
    model, table = cost_draft(by=fay), version
    for days, is_complete in kept:
        floor = {"floor": 1, "target": 1} if is_complete else {}
        at = {"kept_at": now + timedelta(days=days), "kept_by": ada}
        told = {"content": {}, "content_hash": "x", "revenue": 1, "cost": 1, "is_complete": is_complete, **floor}
        CostSnapshot.objects.create(version=table, model_version=model, **told, **at)
        table = next_version(version=approved(table, by=ada), by=ada, at=now)
    assert green(deal, midnight_after(now)) is is_green


def test_every_idle_deal_is_named_however_many_others_there_are(ready: Deal, ada: User, now: datetime) -> None:
    others = [
        Deal(customer=ready.customer, owner=ada, team=ada.team, name=f"{n}", needs="要", solution="给",
             competitor_note="有", created_at=now, touched_at=now)
        for n in range(210)
    ]  # fmt: skip
    made = Deal.objects.bulk_create(others)
    said = {
        "contact": ready.value_words.get().contact,
        "on": now.date(),
        "said": "值",
        "noted_at": now,
        "noted_by": ada,
    }
    ValueWord.objects.bulk_create(ValueWord(deal=deal, **said) for deal in made)
    later = now.date() + timedelta(days=14)
    assert list(idle_deals(Deal.objects.all(), later, timedelta(days=14))) == [ready]
    assert idle_since(Deal.objects.filter(pk=ready.pk), later, timedelta(days=14)) == {ready.pk: now.date()}
