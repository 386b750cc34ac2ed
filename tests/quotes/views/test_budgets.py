"""The budget tab: signals come and go before the first price goes out, and everything of ours is held against them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from quotes.actions.quotes import send_version
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import BudgetEstimate, BudgetOutcome, BudgetSignal, Customer, Deal, User
from tests.factories import budgets
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved
from tests.security.forms import OUTCOME, SIGNAL

ClientOf = Callable[[User], Client]


def page(deal: Deal) -> str:
    return f"/deals/{deal.pk}/budget/"


def test_a_signal_is_added_changed_and_taken_away(client_of: ClientOf, deal: Deal, ada: User) -> None:
    client = client_of(ada)
    assert client.post(f"{page(deal)}signals/new/", SIGNAL).status_code == 303
    signal = BudgetSignal.objects.get()
    assert (signal.p10, signal.p90, signal.unit, signal.recorded_by) == (600_000, 1_500_000, "wan", ada)
    edit = f"/budget-signals/{signal.pk}/edit/"
    assert client.get(edit).context["form"]["p10"].value() == "60"
    assert client.post(edit, SIGNAL | {"p90": "1600000", "p10": "600000", "unit": "one"}).status_code == 303
    assert BudgetEstimate.objects.get().p90 == 1_600_000
    assert client.post(f"/budget-signals/{signal.pk}/remove/").status_code == 303
    assert BudgetEstimate.objects.get().spread is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "asked_the_customer"),
        ("p10", ""),
        ("p10", "0"),
        ("p90", "60"),
        ("p50", "151"),
        ("unit", "亿"),
        ("span", "decade"),
        ("term_months", "x"),
        ("vat_rate", "101"),
        ("weight", "0"),
        ("evidence", ""),
        ("evidence", "据" * 1001),
        ("currency", "XXX"),
    ],
)
def test_a_bad_signal_gets_a_sentence_by_its_field(
    client_of: ClientOf, deal: Deal, ada: User, field: str, value: str
) -> None:
    answer = client_of(ada).post(f"{page(deal)}signals/new/", SIGNAL | {field: value})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert not BudgetSignal.objects.exists()


def test_a_whole_term_says_its_months(client_of: ClientOf, deal: Deal, ada: User) -> None:
    client, address = client_of(ada), f"{page(deal)}signals/new/"
    answer = client.post(address, SIGNAL | {"span": "term"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"term_months"})
    assert client.post(address, SIGNAL | {"span": "term", "term_months": "24"}).status_code == 303
    assert BudgetEstimate.objects.get().term_months == 24


def test_the_estimate_is_seen_while_a_signal_is_typed(client_of: ClientOf, deal: Deal, ada: User) -> None:
    budgets.signal(deal=deal, by=ada)
    client, address = client_of(ada), f"{page(deal)}signals/preview/"
    half = client.post(address, {"p10": "60"})
    assert (half.status_code, "preview" in half.context) == (200, False)
    shown = client.post(address, SIGNAL | {"p10": "100", "p90": "121", "evidence": ""})
    assert round(shown.context["preview"].after.p10) == 702_188
    assert shown.context["preview"].before.p10 == 600_000
    apart = client.post(address, SIGNAL | {"p10": "6000", "p90": "6100"})
    assert "互相矛盾" in apart.content.decode()
    other = client.post(address, SIGNAL | {"currency": "USD"})
    assert "problem" in other.context


def test_what_is_learnt_after_the_first_price_stands_apart(
    client_of: ClientOf, deal: Deal, version: QuoteVersion, ada: User, now: datetime
) -> None:
    budgets.three(deal=deal, by=ada)
    send_version(version=approved(version, by=ada), by=ada, at=now)
    client = client_of(ada)
    assert client.post(f"{page(deal)}signals/new/", SIGNAL | {"p10": "1", "p90": "2"}).status_code == 303
    screen = client.get(page(deal)).context["screen"]
    assert (len(screen.signals), len(screen.late), screen.estimate.frozen_for) == (3, 1, version.quote.number)
    assert [row.is_mine for row in (*screen.signals, *screen.late)] == [False] * 4
    signal = BudgetSignal.objects.order_by("pk")[0]
    answer = client.post(f"/budget-signals/{signal.pk}/edit/", SIGNAL)
    assert (answer.status_code, "已由" in answer.content.decode()) == (422, True)


def test_what_turned_out_is_recorded_on_a_closed_deal_only(
    client_of: ClientOf, customer: Customer, deal: Deal, ada: User
) -> None:
    lost = whom.deal(customer=customer, owner=ada, stage=Stage.LOST)
    client, told = client_of(ada), OUTCOME | {"outcome-known_on": timezone.localdate().isoformat()}
    assert client.post(f"{page(deal)}outcomes/new/", told).status_code == 422
    wrong = client.post(f"{page(lost)}outcomes/new/", told | {"outcome-kind": "awarded"})
    assert (wrong.status_code, set(wrong.context["outcome"].errors)) == (422, {"kind"})
    assert client.post(f"{page(lost)}outcomes/new/", told).status_code == 303
    assert BudgetOutcome.objects.get().amount == 1_100_000
    (row,) = client.get(page(lost)).context["screen"].outcomes
    assert (row.amount, row.is_hit, row.who) == (1_100_000, None, "ada")


def test_those_who_sign_do_not_learn_what_the_customer_can_spend(
    client_of: ClientOf, deal: Deal, fay: User, dee: User, ada: User, pre: User, bo: User
) -> None:
    budgets.signal(deal=deal, by=ada)
    whom.signer(deal=deal, role=Role.FINANCE)
    assert [client_of(person).get(page(deal)).status_code for person in (dee, fay, ada, pre, bo)] == [
        404,
        403,
        200,
        200,
        200,
    ]
    timeline = client_of(fay).get(f"/deals/{deal.pk}/timeline/").content.decode()
    assert "预算信号" not in timeline
    assert "预算信号" in client_of(ada).get(f"/deals/{deal.pk}/timeline/").content.decode()
