from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stakeholders.models import Contact, Customer, User
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]
NEW = {
    "name": "霁川银行股份有限公司",
    "short_name": "霁川银行",
    "industry": "finance",
    "size": "from_5000",
    "city": "上海",
    "fiscal_year_end_month": "12",
}
SCRIPT = "<script>alert(1)</script>"


def test_a_salesperson_registers_a_customer_and_finds_it_by_its_initials(client_of: ClientOf, ada: User) -> None:
    client = client_of(ada)
    answer = client.post("/customers/new/", NEW)
    made = Customer.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/customers/{made.pk}/")
    assert made in client.get("/customers/", {"q": "jcyh"}).context["page"].rows


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "银" * 121),
        ("name", "a\0b"),
        ("name", "㍿" * 120),
        ("short_name", "银" * 41),
        ("industry", "magic"),
        ("size", ""),
        ("fiscal_year_end_month", "13"),
        ("fiscal_year_end_month", "-1"),
        ("fiscal_year_end_month", "ten"),
        ("budget_freeze_on", "2020-01-01"),
        ("budget_freeze_on", "9999-12-31"),
        ("budget_freeze_on", "soon"),
        ("budget_freeze_on", "2026-02-30"),
        ("tax_id", "9" * 31),
        ("address", "路" * 201),
    ],
)
def test_a_bad_customer_gets_a_sentence_by_its_field_and_keeps_what_was_typed(
    client_of: ClientOf, ada: User, field: str, value: str
) -> None:
    answer = client_of(ada).post("/customers/new/", NEW | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert answer.context["form"]["city"].value() == "上海"
    assert not Customer.objects.exists()


def test_what_was_typed_is_shown_and_never_run(client_of: ClientOf, ada: User) -> None:
    client = client_of(ada)
    refused = client.post("/customers/new/", NEW | {"name": SCRIPT, "size": ""}).content.decode()
    assert SCRIPT not in refused
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in refused
    client.post("/customers/new/", NEW | {"name": SCRIPT})
    assert SCRIPT not in client.get("/customers/", {"q": SCRIPT}).content.decode()


def test_another_teams_customer_is_not_there(client_of: ClientOf, customer: Customer, ada: User, dee: User) -> None:
    for address in (
        f"/customers/{customer.pk}/",
        f"/customers/{customer.pk}/edit/",
        f"/customers/{customer.pk}/contacts/new/",
    ):
        assert client_of(dee).get(address).status_code == 404
        assert client_of(ada).get(address).status_code == 200


def test_pre_sales_read_a_customer_and_do_not_change_it(client_of: ClientOf, deal: Any, pre: User, ada: User) -> None:
    page = f"/customers/{deal.customer_id}/"
    assert [client_of(pre).get(address).status_code for address in (page, f"{page}edit/")] == [200, 403]
    assert client_of(ada).get(f"{page}edit/").status_code == 200


def test_a_name_that_is_taken_tells_nothing_of_who_has_it(
    client_of: ClientOf, customer: Customer, dee: User, ada: User
) -> None:
    answer = client_of(dee).post("/customers/new/", NEW | {"name": customer.name})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"name"}
    assert ada.name not in answer.content.decode()
    assert "澄湖在线教育<" not in answer.content.decode()


def test_a_date_that_has_passed_since_may_stay(client_of: ClientOf, ada: User) -> None:
    old = whom.customer(name="沧溟证券", owner=ada, budget_freeze_on="2020-01-01")
    values = NEW | {"name": "沧溟证券", "short_name": "", "city": "宁波", "edition": "1"}
    assert (
        client_of(ada).post(f"/customers/{old.pk}/edit/", values | {"budget_freeze_on": "2020-01-01"}).status_code
        == 303
    )
    assert (
        client_of(ada).post(f"/customers/{old.pk}/edit/", values | {"budget_freeze_on": "2020-01-02"}).status_code
        == 422
    )
    assert Customer.objects.get(pk=old.pk).city == "宁波"


def test_a_contact_is_added_and_corrected(client_of: ClientOf, customer: Customer, ada: User) -> None:
    client, page = client_of(ada), f"/customers/{customer.pk}/"
    added = client.post(f"{page}contacts/new/", {"name": "周昀", "title": "采购", "seat": "procurement"})
    contact = Contact.objects.get()
    assert (added.status_code, added.headers["Location"]) == (303, page)
    edit = f"/contacts/{contact.pk}/edit/"
    assert (
        client.post(edit, {"name": "周昀", "title": "采购总监", "seat": "business", "edition": "1"}).status_code == 303
    )
    assert Contact.objects.get().title == "采购总监"
    refused = client.post(edit, {"name": "", "title": "", "seat": "throne", "email": "nobody"})
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"name", "seat", "email"})


def test_a_contact_of_another_team_is_not_there(client_of: ClientOf, contact: Contact, dee: User, ada: User) -> None:
    edit = f"/contacts/{contact.pk}/edit/"
    assert [client_of(person).get(edit).status_code for person in (dee, ada)] == [404, 200]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\0", "\\", "   ", "a" * 5000, "（", "%00"])
def test_whatever_is_typed_into_the_search_box_is_only_searched_for(
    client_of: ClientOf, customer: Customer, ada: User, typed: str
) -> None:
    assert client_of(ada).get("/customers/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client_of: ClientOf, ada: User, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for n in range(rows):
        whom.deal(customer=whom.customer(name=f"客户{n}", owner=ada), owner=ada)
    client = client_of(ada)
    with django_assert_num_queries(4):
        assert len(client.get("/customers/").context["page"].rows) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_customer_costs_the_same_with_one_and_with_three_deals_and_contacts(
    client_of: ClientOf, customer: Customer, ada: User, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for n in range(rows):
        whom.deal(customer=customer, owner=ada, name=f"商机{n}")
        whom.contact(customer=customer, name=f"联系人{n}")
    client = client_of(ada)
    with django_assert_num_queries(5):
        assert len(client.get(f"/customers/{customer.pk}/").context["screen"].deals) == rows


def test_the_next_page_comes_alone_when_htmx_asks_and_as_a_page_when_a_browser_does(
    client_of: ClientOf, ada: User
) -> None:
    for n in range(52):
        whom.customer(name=f"客户{n:02}", owner=ada)
    client = client_of(ada)
    after = client.get("/customers/").context["page"].after
    part = client.get("/customers/", {"after": after}, headers={"HX-Request": "true"})
    page = client.get("/customers/", {"after": after})
    assert len(part.context["page"].rows) == 2
    assert (b"<html" in part.content, b"<html" in page.content) == (False, True)
