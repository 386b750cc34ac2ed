from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stakeholders.domain.deals import Stage
from stakeholders.models import Customer, Deal, User
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]
NEW = {"name": "语聊房 3 万路扩容", "currency": "CNY"}


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_deal_begins_with_a_customer_and_opens_its_workspace(
    client_of: ClientOf, customer: Customer, ada: User
) -> None:
    client = client_of(ada)
    assert client.get("/deals/new/").context["customers"] == (customer,)
    answer = client.post(f"/deals/new/?customer={customer.pk}", NEW | {"needs": "万人连麦"})
    made = Deal.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/deals/{made.pk}/")
    assert (made.customer, made.owner, made.needs, made.stage) == (customer, ada, "万人连麦", Stage.DIAGNOSIS)


def test_no_deal_begins_with_another_teams_customer(
    client_of: ClientOf, customer: Customer, dee: User, ada: User
) -> None:
    address = f"/deals/new/?customer={customer.pk}"
    assert [client_of(person).get(address).status_code for person in (dee, ada)] == [404, 200]
    assert client_of(dee).post(address, NEW).status_code == 404
    assert not Deal.objects.exists()


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 30, "1e3", "<script>"])
def test_a_customer_that_cannot_be_asks_for_one(client_of: ClientOf, ada: User, chosen: str) -> None:
    assert client_of(ada).get("/deals/new/", {"customer": chosen}).context["customers"] == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "商" * 121),
        ("currency", "ABC"),
        ("currency", ""),
        ("next_step", "步" * 201),
        ("next_step_on", "2020-01-01"),
        ("next_step_on", "yesterday"),
        ("budget_freeze_on", "2020-01-01"),
        ("expected_close_on", "9999-12-31"),
        ("needs", "需" * 5001),
        ("solution", "a\0"),
        ("competitor_note", "竞" * 2001),
    ],
)
def test_a_bad_deal_gets_a_sentence_by_its_field_and_keeps_what_was_typed(
    client_of: ClientOf, customer: Customer, ada: User, field: str, value: str
) -> None:
    values = NEW | {"needs": "万人连麦", "next_step": "首访", "next_step_on": in_days(3)} | {field: value}
    answer = client_of(ada).post(f"/deals/new/?customer={customer.pk}", values)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    kept = answer.context["form"]["needs"].value()
    assert kept == (value if field == "needs" else "万人连麦")
    assert not Deal.objects.exists()


def test_a_next_step_without_a_day_is_asked_for_one(client_of: ClientOf, deal: Deal, ada: User) -> None:
    values = {"name": deal.name, "currency": "CNY", "next_step": "请周昀引见", "edition": deal.edition}
    refused = client_of(ada).post(f"/deals/{deal.pk}/edit/", values)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"next_step_on"})
    assert client_of(ada).post(f"/deals/{deal.pk}/edit/", values | {"next_step_on": in_days(1)}).status_code == 303
    assert Deal.objects.get().next_step == "请周昀引见"


def test_a_deal_of_another_team_is_not_there_and_pre_sales_do_not_edit(
    client_of: ClientOf, deal: Deal, dee: User, pre: User, ada: User
) -> None:
    for address in (f"/deals/{deal.pk}/edit/", f"/deals/{deal.pk}/stage/"):
        assert [client_of(person).get(address).status_code for person in (dee, pre, ada)] == [404, 403, 200]
        assert [client_of(person).post(address).status_code for person in (dee, pre, ada)] == [404, 403, 422]


def test_a_deal_moves_on_and_a_step_that_is_not_there_is_refused_in_words(
    client_of: ClientOf, deal: Deal, ada: User
) -> None:
    client, address = client_of(ada), f"/deals/{deal.pk}/stage/"
    refused = client.post(address, {"to": "signed"})
    assert refused.status_code == 422
    assert len(refused.context["form"].non_field_errors()) == 1
    moved = client.post(address, {"to": "contract"})
    assert (moved.status_code, moved.headers["Location"]) == (303, f"/deals/{deal.pk}/")
    assert Deal.objects.get().stage == Stage.CONTRACT
    assert client.post(address, {"to": "moon"}).status_code == 422


def test_a_button_that_cannot_be_pressed_says_why(client_of: ClientOf, deal: Deal, ada: User) -> None:
    page = client_of(ada).get(f"/deals/{deal.pk}/stage/").content.decode()
    assert 'value="signed" disabled aria-describedby="why-signed"' in page
    assert 'id="why-signed"' in page
    assert 'value="contract">' in page
    assert "stage/?to=lost" in page


def test_a_lost_deal_says_why(client_of: ClientOf, deal: Deal, ada: User) -> None:
    client, address = client_of(ada), f"/deals/{deal.pk}/stage/?to=lost"
    assert client.get(address).context["closing"] == "lost"
    typed = {"to": "lost", "lost_because": "budget", "lost_reason": "预算转到硬件"}
    refused = client.post(address, typed)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"last_price"})
    assert (refused.context["closing"], refused.context["form"]["lost_reason"].value()) == ("lost", "预算转到硬件")
    assert client.post(address, typed | {"last_price": "78万"}).status_code == 303
    assert (Deal.objects.get().lost_because, Deal.objects.get().last_price) == ("budget", 780_000)


def test_a_closed_deal_is_not_edited(client_of: ClientOf, customer: Customer, ada: User) -> None:
    closed = whom.deal(customer=customer, owner=ada, stage=Stage.SIGNED)
    answer = client_of(ada).post(f"/deals/{closed.pk}/edit/", NEW)
    assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (422, 1)


def test_a_double_click_on_a_move_is_one_move(client_of: ClientOf, deal: Deal, ada: User) -> None:
    client, address = client_of(ada), f"/deals/{deal.pk}/stage/"
    answers = [client.post(address, {"to": "contract"}).status_code for _ in range(2)]
    assert answers == [303, 422]
    assert Deal.objects.get().journal.count() == 1


def test_an_editors_statements_do_not_grow_with_the_deal(
    client_of: ClientOf, deal: Deal, ada: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = client_of(ada)
    with django_assert_max_num_queries(8):
        client.get(f"/deals/{deal.pk}/edit/")
