from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from dealdesk.home.desk import Desk, desk
from quotes.actions.approvals import submit_version
from quotes.models import Quote, QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.coach import set_as_it_comes
from tests.factories.stakeholders import NOW

ClientOf = Callable[[User], Client]


def of(user: User, *, mine: bool = False) -> Desk:
    with translation.override("en"):
        return desk(user, NOW, mine=mine)


def asked(version: QuoteVersion, by: User) -> None:
    """An offer so low that the team's manager is asked."""
    version.lines.update(discount=20)
    submit_version(version=QuoteVersion.objects.get(pk=version.pk), reason="竞品压价", by=by, at=NOW)


def test_what_is_in_play_is_summed_from_the_latest_quotes(deal: Deal, version: QuoteVersion, ada: User) -> None:
    whom.deal(customer=deal.customer, owner=ada, name="no quote yet", stage=Stage.DIAGNOSIS)
    whom.deal(customer=deal.customer, owner=ada, name="lost", stage=Stage.LOST)
    (yuan,) = of(ada).in_play
    assert (yuan.currency, yuan.deals, yuan.total) == ("CNY", 2, Decimal("839600.00"))
    assert [(row.stage, row.deals, row.total) for row in of(ada).stages if row.deals] == [
        (Stage.DIAGNOSIS, 1, Decimal(0)),
        (Stage.NEGOTIATION, 1, Decimal("839600.00")),
    ]


def test_two_currencies_are_never_added_up(deal: Deal, version: QuoteVersion, price_book: Any, ada: User) -> None:
    for n in range(2):
        abroad = whom.deal(customer=deal.customer, owner=ada, name=f"海外{n}", currency="USD")
        offered.draft(deal=abroad, price_book=price_book, by=ada, currency="USD")
    assert [(sum_.currency, sum_.deals, sum_.total) for sum_ in of(ada).in_play] == [
        ("USD", 2, Decimal("1679200.00")),
        ("CNY", 1, Decimal("839600.00")),
    ]


def test_a_deal_counts_in_the_currency_it_was_quoted_in_whatever_it_was_opened_in(
    deal: Deal, price_book: Any, ada: User
) -> None:
    offered.draft(deal=deal, price_book=price_book, by=ada, currency="USD")
    assert [(sum_.currency, sum_.total) for sum_ in of(ada).in_play] == [("USD", Decimal("839600.00"))]
    assert {row.currency for row in of(ada).stages} == {"USD"}


def test_a_quote_that_is_not_the_latest_counts_for_nothing(deal: Deal, price_book: Any, ada: User) -> None:
    for total in ("100.00", "200.00"):
        made = offered.draft(deal=deal, price_book=price_book, by=ada)
        Quote.objects.filter(pk=made.quote_id).update(latest_total=Decimal(total))
    assert of(ada).in_play[0].total == Decimal("200.00")


def test_a_desk_without_deals_is_empty_and_whole(dee: User) -> None:
    empty = of(dee)
    assert (empty.in_play, empty.stages, empty.due, empty.freezing) == ((), (), 0, 0)
    assert (empty.waiting, empty.dangers, empty.steps, empty.freezes, empty.events) == ((), (), (), (), ())


def test_every_danger_names_each_of_its_reasons(deal: Deal, ada: User) -> None:
    """24 November: the step was due on the 20th, 18 working days to the freeze, negotiating without a quote."""
    Deal.objects.update(next_step_on=date(2026, 11, 20))
    (danger,) = of(ada).dangers
    assert [(reason.tone, reason.words) for reason in danger.reasons] == [
        ("bad", "The next step was due on 11-20"),
        ("warn", "The budget freezes in 18 workdays"),
        ("warn", "There is no quote yet"),
    ]


def test_a_deal_with_a_step_a_quote_and_time_is_in_no_danger(deal: Deal, version: QuoteVersion, ada: User) -> None:
    Deal.objects.update(budget_freeze_on=date(2027, 3, 31))
    assert of(ada).dangers == ()
    Deal.objects.update(next_step="", next_step_on=None)
    assert [reason.words for danger in of(ada).dangers for reason in danger.reasons] == ["No next step is set"]


def test_a_deal_in_diagnosis_needs_no_quote(deal: Deal, ada: User) -> None:
    Deal.objects.update(stage=Stage.DIAGNOSIS, budget_freeze_on=None)
    assert of(ada).dangers == ()


def test_the_largest_danger_comes_first(deal: Deal, version: QuoteVersion, ada: User) -> None:
    unquoted = whom.deal(customer=deal.customer, owner=ada, name="unquoted")
    assert [danger.row.deal for danger in of(ada).dangers] == [deal, unquoted]


def test_steps_that_are_due_and_budgets_that_freeze_within_thirty_workdays_are_counted(deal: Deal, ada: User) -> None:
    """From 24 November 2026, 1 January off: the 30th working day after it is 6 January 2027."""
    for n, (step, freeze) in enumerate(
        [(date(2026, 11, 24), date(2027, 1, 6)), (date(2026, 11, 25), date(2027, 1, 7)), (date(2026, 11, 23), None)]
    ):
        whom.deal(customer=deal.customer, owner=ada, name=f"商机{n}", next_step_on=step, budget_freeze_on=freeze)
    found = of(ada)
    assert (found.due, found.freezing) == (2, 2)
    assert [row.deal.name for row in found.freezes] == [deal.name, "商机0"]
    assert [step.next_step_on for step in found.steps] == sorted(step.next_step_on for step in found.steps)


def test_a_manager_sees_the_teams_deals_or_only_his_own(deal: Deal, bo: User, dee: User) -> None:
    his = whom.deal(customer=deal.customer, owner=bo, name="his")
    whom.deal(customer=deal.customer, owner=dee, name="dee's")
    assert {step.pk for step in of(bo).steps} == {deal.pk, his.pk}
    assert {step.pk for step in of(bo, mine=True).steps} == {his.pk}


def test_what_waits_is_shown_to_whoever_decides_it_and_to_nobody_else(
    deal: Deal, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User
) -> None:
    asked(version, ada)
    waits = {person.name: (of(person).decides, of(person).waiting_count) for person in (ada, bo, cy, fay)}
    assert waits == {"ada": (False, 0), "bo": (True, 1), "cy": (True, 0), "fay": (True, 0)}


def test_an_administrator_has_a_desk_without_deals(client_of: ClientOf, deal: Deal, adm: User, ada: User) -> None:
    his, hers = client_of(adm).get("/"), client_of(ada).get("/")
    assert (his.status_code, hers.status_code) == (200, 200)
    assert (his.context["desk"].steps, hers.context["desk"].steps) == ((), (deal,))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    deal: Deal,
    version: QuoteVersion,
    price_book: Any,
    ada: User,
    bo: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    set_as_it_comes()
    asked(version, ada)
    for n in range(rows - 1):
        other = whom.deal(customer=deal.customer, owner=ada, name=f"商机{n}")
        asked(offered.draft(deal=other, price_book=price_book, by=ada), ada)
    client = client_of(bo)
    with django_assert_num_queries(21):
        assert client.get("/").context["desk"].waiting_count == rows
