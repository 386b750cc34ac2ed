from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quotes.models import QuoteVersion
from stakeholders.actions.deals import move_deal
from stakeholders.actions.seats import relate
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.domain.seats.words import Rung
from stakeholders.models import Contact, Deal, Seat, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import LOST, NOW

ClientOf = Callable[[User], Client]


def test_a_contact_is_put_on_the_chain_and_taken_off(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User
) -> None:
    client, page = client_of(ada), f"/deals/{deal.pk}/seats/new/"
    day = timezone.localdate().isoformat()
    values = {"contact": contact.pk, "kind": "procurement", "can_veto": "on", "support": "-2", "last_contact_on": day}
    assert client.post(page, values).status_code == 303
    seat = Seat.objects.get()
    assert (seat.can_veto, seat.can_approve, seat.support) == (True, False, -2)
    decider = {"kind": "executive", "can_approve": "on", "support": "", "edition": "1"}
    assert client.post(f"/seats/{seat.pk}/edit/", decider).status_code == 303
    seat.refresh_from_db()
    assert (seat.kind, seat.can_veto, seat.can_approve, seat.support) == ("executive", False, True, None)
    assert client.post(f"/seats/{seat.pk}/remove/").status_code == 303
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact", ""),
        ("contact", "0"),
        ("kind", "throne"),
        ("support", "0"),
        ("support", "6"),
        ("support", "much"),
        ("concern", "虑" * 201),
        ("last_contact_on", (timezone.localdate() + timedelta(days=2)).isoformat()),
        ("last_contact_on", "1900-01-01"),
        ("last_contact_on", "once"),
        ("influence", "boundless"),
        ("standing", "king"),
        ("coverage", "total"),
        ("mode", "panic"),
        ("orientation", "east"),
        ("roles", ["jester"]),
        ("stale_after", "0"),
        ("stale_after", "366"),
    ],
)
def test_a_bad_seat_gets_a_sentence_by_its_field(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, field: str, value: str | list[str]
) -> None:
    values: dict[str, Any] = {"contact": contact.pk, "kind": "procurement", field: value}
    answer = client_of(ada).post(f"/deals/{deal.pk}/seats/new/", values)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert not Seat.objects.exists()


def test_a_contact_of_another_customer_is_no_choice(client_of: ClientOf, deal: Deal, ada: User) -> None:
    stranger = whom.contact(customer=whom.customer(name="霁川银行", owner=ada), name="外人")
    answer = client_of(ada).post(f"/deals/{deal.pk}/seats/new/", {"contact": stranger.pk, "kind": "legal"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"contact"})


def test_those_who_sign_see_neither_the_chain_nor_what_anybody_thinks(
    client_of: ClientOf, deal: Deal, contact: Contact, fay: User, pre: User, dee: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact, support=-4, concern="怕丢了年终奖")
    whom.signer(deal=deal, role=Role.FINANCE)
    for address in (f"/deals/{deal.pk}/seats/", f"/seats/{seat.pk}/edit/"):
        assert [client_of(person).get(address).status_code for person in (dee, fay, pre)] == [404, 403, 200]
    remove = f"/seats/{seat.pk}/remove/"
    assert [client_of(person).post(remove).status_code for person in (dee, fay, pre)] == [404, 403, 303]


def test_a_relation_is_changed_on_the_page_it_was_read_on(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, pre: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    client, page = client_of(ada), f"/seats/{seat.pk}/edit/"

    def said(now: str, **more: str) -> int:
        typed = {"relation-user": str(ada.pk), "relation-now": now, **more}
        return client.post(f"/seats/{seat.pk}/relations/", typed).status_code

    assert pre in client.get(page).context["relation_form"].fields["user"].queryset
    assert said("vendor") == 303
    assert ada not in client.get(page).context["relation_form"].fields["user"].queryset
    form = client.get(f"{page}?colleague={ada.pk}").context["relation_form"]
    assert (form["now"].value(), form["edition"].value()) == ("vendor", 1)
    assert said("credible_source") == 422
    assert said("credible_source", **{"relation-edition": "1"}) == 303
    assert said("problem_solver", **{"relation-edition": "1"}) == 422
    assert seat.relations.get().now == "credible_source"


def test_the_second_to_say_what_a_colleague_is_sees_what_was_saved_and_saves_from_there(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    relate(seat, user=ada, now=Rung.VENDOR, by=ada, at=NOW)
    client, address = client_of(ada), f"/seats/{seat.pk}/relations/"
    typed = {"relation-user": ada.pk, "relation-now": "credible_source"}
    form = client.post(address, typed).context["relation_form"]
    assert form["now"].errors == ["对方已存为：供应商"]
    assert client.post(address, typed | {"relation-edition": form["edition"].value()}).status_code == 303


def test_a_closed_deal_shows_its_people_and_offers_no_change(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact, concern="怕担责")
    client, pages = client_of(ada), (f"/deals/{deal.pk}/seats/", f"/seats/{seat.pk}/edit/")
    controls = (f"/deals/{deal.pk}/seats/new/", f"/seats/{seat.pk}/evidence/", f"/seats/{seat.pk}/remove/")
    before = "".join(client.get(page).text for page in pages)
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    after = "".join(client.get(page).text for page in pages)
    assert [[control in text for control in controls] for text in (before, after)] == [[True] * 3, [False] * 3]
    assert ("怕担责" in after, "先重新打开" in after) == (True, True)
    refused = client.post(f"/seats/{seat.pk}/edit/", {"kind": "legal", "edition": "1"})
    assert (refused.status_code, "先重新打开" in str(refused.context["form"].non_field_errors())) == (422, True)


def test_a_button_on_somebody_who_is_gone_is_answered_by_a_page(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening the record and changing it, as two people at once do it."""
    seat = whom.seat(deal=deal, contact=contact)
    Seat.objects.filter(pk=seat.pk).delete()
    monkeypatch.setattr("stakeholders.permissions.doors.found", lambda rows: seat)
    client = client_of(ada)
    for act in ("remove", "place"):
        assert client.post(f"/seats/{seat.pk}/{act}/", {"x": "1", "y": "1"}).status_code == 409
    typed = client.post(f"/seats/{seat.pk}/edit/", {"kind": "legal", "edition": "1"})
    assert (typed.status_code, "移出决策链" in typed.text) == (422, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_chain_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    version: QuoteVersion,
    deal: Deal,
    ada: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for n in range(rows):
        whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name=f"人{n}"))
    client = client_of(ada)
    client.get(f"/deals/{deal.pk}/seats/")
    with django_assert_num_queries(12):
        assert len(client.get(f"/deals/{deal.pk}/seats/").context["screen"].people) == rows
