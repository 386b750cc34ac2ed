from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dealdesk.sheets import Caps, read
from quotes.models import ValueWord
from stakeholders.models import Contact, Deal, JournalEntry, MapOpening, PrivacyPolicy, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

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


def test_all_that_is_held_about_a_person_is_one_workbook_and_legal_takes_it_out(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, bo: User, dee: User, lin: User
) -> None:
    """Of every deal, whoever may open it; a manager who may not open a deal gets its opinions by no file."""
    whom.seat(deal=deal, contact=contact, support=-4, concern="怕担责")
    elsewhere = whom.deal(customer=deal.customer, owner=dee)
    whom.seat(deal=elsewhere, contact=contact, concern="另一团队的判断")
    address, page = f"/contacts/{contact.pk}/export/", f"/customers/{deal.customer_id}/"
    assert [client_of(person).get(address).status_code for person in (ada, bo, lin)] == [403, 403, 404]
    whom.member(deal=deal, user=lin)
    assert [address in client_of(person).get(page).text for person in (ada, bo, lin)] == [False, False, True]
    (grid,) = read(client_of(lin).get(address).content, Caps())
    assert {"周昀", "怕担责", "另一团队的判断"} <= {row[-1] for row in grid.rows}
    assert JournalEntry.objects.get().act == "export_contact"


@pytest.fixture
def told_of(deal: Deal, contact: Contact, ada: User, pre: User) -> dict[str, str]:
    """Addresses where something is read that we think or were told of a person, by what is read there."""
    seat = whom.seat(deal=deal, contact=contact, support=-4, concern="怕担责")
    entry = whom.engagement(deal=deal, contacts=[contact], by=ada, learned="与对手是同学")
    ValueWord.objects.create(deal=deal, contact=contact, on=NOW.date(), said="少两万通电话", noted_at=NOW, noted_by=ada)
    return {
        "怕担责": f"/deals/{deal.pk}/seats/?view=table",
        "−4": f"/deals/{deal.pk}/seats/",
        "与对手是同学": f"/deals/{deal.pk}/engagements/",
        "少两万通电话": f"/deals/{deal.pk}/readiness/",
        'value="怕担责"': f"/seats/{seat.pk}/edit/",
        "与对手是同学\n</textarea>": f"/engagements/{entry.pk}/edit/",
    }


@pytest.mark.parametrize("place", range(6))
def test_wherever_something_is_read_of_a_person_it_is_noted_who_read_it(
    client_of: ClientOf, told_of: dict[str, str], deal: Deal, pre: User, place: int
) -> None:
    words, address = list(told_of.items())[place]
    page = client_of(pre).get(address)
    assert (page.status_code, words.split("\n")[0] in page.text) == (200, True)
    assert [(one.deal, one.opened_by) for one in MapOpening.objects.all()] == [(deal, pre)]
    assert JournalEntry.objects.get(act="open_map").by == pre


def test_the_overview_shows_nothing_that_would_have_to_be_noted(
    client_of: ClientOf, told_of: dict[str, str], deal: Deal, pre: User
) -> None:
    page = client_of(pre).get(f"/deals/{deal.pk}/")
    assert "周昀" in page.text
    assert [words for words in told_of if words.split("\n")[0] in page.text] == []
    assert not MapOpening.objects.exists()


def test_the_picture_that_comes_back_alone_is_noted_too(
    client_of: ClientOf, deal: Deal, contact: Contact, pre: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact, support=-4)
    headers = {"HX-Request": "true"}
    answer = client_of(pre).post(f"/seats/{seat.pk}/place/", {"x": "1", "y": "1"}, headers=headers)
    assert ("−4" in answer.text, MapOpening.objects.get().opened_by) == (True, pre)


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
