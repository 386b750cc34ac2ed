from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dealdesk.sheets import Caps, read
from stakeholders.models import Contact, Deal, JournalEntry, MapOpening, PrivacyPolicy, User
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]


def told(**instead: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    values = {"purpose": "决策", "legal_basis": "意见", "retention_months": "12", "source": "制度", "valid_from": today}
    return values | instead


def test_an_administrator_enters_the_policy_and_everybody_who_may_reads_it(
    client_of: ClientOf, adm: User, bo: User, ada: User
) -> None:
    assert "还没有隐私政策" in client_of(bo).get("/privacy/").text
    assert [client_of(person).post("/privacy/new/", told()).status_code for person in (ada, bo, adm)] == [403, 403, 303]
    assert PrivacyPolicy.objects.get().retention_months == 12
    assert [client_of(person).get("/privacy/").status_code for person in (ada, bo, adm)] == [403, 200, 200]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", ""),
        ("retention_months", "0"),
        ("retention_months", "121"),
        ("retention_months", "long"),
        ("valid_from", (timezone.localdate() - timedelta(days=2)).isoformat()),
        ("valid_from", "2999-01-01"),
        ("source", ""),
    ],
)
def test_a_bad_policy_gets_a_sentence_by_its_field(client_of: ClientOf, adm: User, field: str, value: str) -> None:
    answer = client_of(adm).post("/privacy/new/", told(**{field: value}))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert not PrivacyPolicy.objects.exists()


def test_reading_the_log_is_noted_once_a_day(client_of: ClientOf, deal: Deal, ada: User, bo: User) -> None:
    for _ in range(2):
        assert client_of(ada).get(f"/deals/{deal.pk}/engagements/").status_code == 200
    assert MapOpening.objects.get().opened_by == ada
    page = client_of(bo).get("/privacy/").text
    assert (deal.number in page, "ada" in page) == (True, True)


def test_all_that_is_held_about_a_person_is_one_workbook_for_managers(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    whom.seat(deal=deal, contact=contact, support=-4, concern="怕担责")
    address = f"/contacts/{contact.pk}/export/"
    assert client_of(ada).get(address).status_code == 403
    (grid,) = read(client_of(bo).get(address).content, Caps())
    assert {"周昀", "怕担责"} <= {row[-1] for row in grid.rows}
    assert JournalEntry.objects.get().act == "export_contact"


def test_a_manager_erases_a_person_after_reading_what_goes(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    address, wish = f"/contacts/{contact.pk}/erase/", {"reason": "本人来信", "is_sure": "on"}
    assert client_of(ada).post(address, wish).status_code == 403
    client = client_of(bo)
    unsure = client.post(address, {"reason": "本人来信"})
    assert (unsure.status_code, set(unsure.context["form"].errors)) == (422, {"is_sure"})
    assert client.post(address, wish).status_code == 303
    assert "周昀" not in client.get(f"/customers/{deal.customer_id}/").text
    assert client.get(f"/contacts/{contact.pk}/edit/").status_code == 404
