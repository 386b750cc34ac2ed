"""Two people at one form: the second one to save sees what was saved meanwhile, beside what was typed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db.models import Model
from django.test import Client

from quotes.models import QuoteVersion
from stakeholders.models import Contact, Customer, Deal, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved, logged

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@dataclass
class Form:
    """A page with facts, and the one of them that both people change."""

    row: Model
    address: str
    typed: dict[str, Any]
    field: str

    def stored(self) -> Any:
        return getattr(type(self.row)._default_manager.get(pk=self.row.pk), self.field)


@pytest.fixture(params=["deal", "customer", "contact", "seat"])
def form(request: pytest.FixtureRequest, deal: Deal, customer: Customer, contact: Contact) -> Form:
    seat = whom.seat(deal=deal, contact=contact)
    forms = {
        "seat": Form(seat, f"/seats/{seat.pk}/edit/", {"kind": "procurement"}, "concern"),
        "deal": Form(
            deal,
            f"/deals/{deal.pk}/edit/",
            {"name": deal.name, "currency": "CNY", "budget_freeze_on": "2026-12-18"},
            "needs",
        ),
        "customer": Form(
            customer,
            f"/customers/{customer.pk}/edit/",
            {"name": customer.name, "industry": "education", "size": "from_1000", "fiscal_year_end_month": "12"},
            "address",
        ),
        "contact": Form(
            contact, f"/contacts/{contact.pk}/edit/", {"name": contact.name, "seat": "procurement"}, "note"
        ),
    }
    return forms[request.param]


def test_the_first_save_counts_and_the_second_is_shown_both(client_of: ClientOf, form: Form, ada: User) -> None:
    client = client_of(ada)
    opened = client.get(form.address).context["form"]["edition"].value()
    first = client.post(form.address, form.typed | {form.field: "先存的", "edition": opened})
    second = client.post(form.address, form.typed | {form.field: "后存的", "edition": opened})
    assert (first.status_code, second.status_code, form.stored()) == (303, 422, "先存的")
    answer = second.context["form"]
    assert (answer[form.field].value(), answer[form.field].errors) == ("后存的", ["对方已存为：先存的"])
    assert answer["edition"].errors == ["你编辑期间，另有同事保存过。你填的内容都在：请对照后再保存。"]


def test_saving_once_more_is_made_from_what_is_stored_now(client_of: ClientOf, form: Form, ada: User) -> None:
    client = client_of(ada)
    opened = client.get(form.address).context["form"]["edition"].value()
    client.post(form.address, form.typed | {form.field: "先存的", "edition": opened})
    second = client.post(form.address, form.typed | {form.field: "后存的", "edition": opened})
    seen = second.context["form"]["edition"].value()
    assert f'name="edition" value="{seen}"' in second.text
    third = client.post(form.address, form.typed | {form.field: "后存的", "edition": seen})
    assert (third.status_code, form.stored()) == (303, "后存的")


@pytest.mark.parametrize("edition", ["", "x", "0", "99"])
def test_a_save_that_names_no_edition_of_the_row_is_not_taken(
    client_of: ClientOf, form: Form, ada: User, edition: str
) -> None:
    client = client_of(ada)
    before = form.stored()
    refused = client.post(form.address, form.typed | {form.field: "后存的", "edition": edition})
    assert (refused.status_code, form.stored(), refused.context["form"][form.field].value()) == (422, before, "后存的")
    assert client.post(form.address, form.typed | {form.field: "后存的", "edition": "1"}).status_code == 303


def test_a_choice_is_shown_in_words_and_nothing_as_a_dash(client_of: ClientOf, deal: Deal, ada: User) -> None:
    client, address = client_of(ada), f"/deals/{deal.pk}/edit/"
    Deal.objects.filter(pk=deal.pk).update(edition=2, solution="", currency="USD")
    typed = {"name": deal.name, "currency": "CNY", "solution": "SDK", "budget_freeze_on": "2026-12-18", "edition": "1"}
    form = client.post(address, typed).context["form"]
    assert (form["currency"].errors, form["solution"].errors) == (["对方已存为：美元（USD）"], ["对方已存为：—"])


def test_several_choices_and_a_yes_are_shown_in_words(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact, edition=2, can_veto=True, support=-2, roles=["champion", "user"])
    form = client_of(ada).post(f"/seats/{seat.pk}/edit/", {"kind": "procurement", "edition": "1"}).context["form"]
    shown = {name: form[name].errors for name in ("can_veto", "support", "roles")}
    assert shown == {
        "can_veto": ["对方已存为：是"], "support": ["对方已存为：−2"], "roles": ["对方已存为：内线、实际使用"],
    }  # fmt: skip


def test_a_round_that_names_the_next_step_counts_as_a_save(
    client_of: ClientOf, deal: Deal, version: QuoteVersion, contact: Contact, ada: User
) -> None:
    client, address = client_of(ada), f"/deals/{deal.pk}/edit/"
    opened = client.get(address).context["form"]["edition"].value()
    logged(approved(version, by=ada).quote, contact=contact, by=ada)
    typed = {"name": deal.name, "currency": "CNY", "next_step": "周昀复谈", "next_step_on": "2026-11-25"}
    answer = client.post(address, typed | {"edition": opened})
    assert answer.status_code == 422
    assert answer.context["form"]["next_step"].errors == ["对方已存为：带同口径对比表复谈"]
